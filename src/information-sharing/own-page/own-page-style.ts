/** One small style sheet for phones, print and no style at all; colours of the Digital Agency's design system. */
export const ownPageStyle = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;color:#333;background:#fff;font:400 1.125rem/1.9 "Noto Sans JP","Hiragino Sans","BIZ UDPGothic","Yu Gothic",Meiryo,system-ui,sans-serif;letter-spacing:.02em;overflow-wrap:anywhere;word-break:auto-phrase;line-break:strict}
header,main,footer{max-width:41rem;margin:0 auto;padding:0 1.25rem}
header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:center;gap:.5rem 1rem;padding-block:1rem;border-bottom:1px solid #ccc}
header p{margin:0;font-weight:700}
nav ul{display:flex;flex-wrap:wrap;gap:.5rem;margin:0;padding:0;list-style:none}
nav a{display:inline-block;padding:.4rem .8rem;min-height:2.75rem;border:1px solid #0017c1;border-radius:.5rem;text-decoration:none}
nav a[aria-current]{background:#0017c1;color:#fff}
h1{font-size:1.625rem;line-height:1.6;margin:1.75rem 0 1rem}
h2{font-size:1.3125rem;line-height:1.6;margin:2.5rem 0 .75rem}
.box h2{font-size:1.125rem;margin:0}
p,li,dd{margin:.5rem 0}
ul,ol{padding-left:1.4rem}
a{color:#0017c1;text-underline-offset:.2em}
a:hover{text-decoration-thickness:.18em}
:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d;border-radius:4px}
rt{font-size:.55em}
.doors{list-style:none;padding:0}
.doors li{margin:.75rem 0}
.door,button{display:block;width:100%;padding:.9rem 1.2rem;min-height:3.5rem;border:1px solid #0017c1;border-radius:.75rem;background:#fff;color:#0017c1;font:inherit;font-weight:700;text-align:center;text-decoration:none;cursor:pointer}
.door span{display:block;font-weight:400;font-size:1rem;color:#333}
.main{background:#0017c1;color:#fff}
.main span{color:#fff}
button.main:hover,.main:hover{background:#00118f}
.box{margin:1rem 0;padding:1rem 1.25rem;border:1px solid #949494;border-radius:.75rem}
.calm{background:#f2f2f2;border-color:#f2f2f2}
.good{background:#e6f5ec;border-color:#197a4b}
.warn{background:#fff0b3;border-color:#b78f00}
.wrong{background:#fdeeee;border-color:#ce0000}
label,legend{font-weight:700}
.hint{display:block;font-weight:400;font-size:1rem;color:#595959}
input[type=text],input[type=tel],textarea{display:block;width:100%;margin:.4rem 0 0;padding:.75rem 1rem;min-height:3.5rem;border:1px solid #666;border-radius:.5rem;font:inherit;color:inherit;background:#fff}
input[aria-invalid=true]{border:2px solid #ce0000}
fieldset{margin:1.25rem 0;padding:0;border:0}
.field{margin:1.25rem 0}
.choice{display:flex;gap:.75rem;align-items:flex-start;padding:.75rem 1rem;margin:.5rem 0;border:1px solid #949494;border-radius:.5rem;font-weight:400}
.choice input{flex:none;width:1.5rem;height:1.5rem;margin:.3rem 0 0}
form button{margin-top:1rem}
form+p,form+.hint{margin-top:1.75rem}
.told{list-style:none;padding:0}
footer{margin-top:3rem;padding-block:1.25rem 3rem;border-top:1px solid #ccc;font-size:1rem}
footer form{max-width:20rem}
@media print{@page{size:A4;margin:18mm 16mm}nav,footer form,.doors,.no-print{display:none}body{font-size:11pt}a{color:inherit;text-decoration:none}.box{break-inside:avoid}}
`
