import { DATA_CATEGORIES } from '#consent/consent.ts'
import { calendarDate } from '#kernel/calendar-date.ts'
import { formatEra } from '#kernel/date-text.ts'
import { type Html, type HtmlValue, html } from '#platform/http/html.ts'
import { COOPERATION_ENDS, cooperationEnds, LINK_DAYS, LINK_TRIES } from './cooperation.ts'
import type { AsReceived } from './cooperation-store.ts'

/** One page without script and without a session; nothing in it tells one code from another. */
function page(title: string, body: HtmlValue): Html {
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}｜ともしび</title>
<link rel="stylesheet" href="/k/style.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><p>ともしび</p></header>
<main>
<h1>${title}</h1>
${body}
</main>
<footer><p>お困りのときは、お手紙にある電話番号へどうぞ。</p></footer>
</body>
</html>
`
}

/** Asks for the number that was told by telephone; the same for every code, also for one that nobody issued. */
export function askNumberPage(): Html {
  return page(
    '協力のお願い：番号を入れてください',
    html`<p>お電話でお伝えした6けたの番号を入れると、お願いの内容が開きます。開けるのは1度だけです。読んでから、そのままお答えを送れます。</p>
<form method="post">
<div class="field"><label for="number">6けたの番号</label>
<input type="text" id="number" name="number" inputmode="numeric" autocomplete="off" maxlength="20" required></div>
<button class="main">開く</button>
</form>
<p class="hint">開いたあと1時間のうちにお答えください。お時間のあるときに開くと、落ち着いて書けます。</p>`,
  )
}

/** One answer for every reason: wrong number, unknown, replaced, used, run out, or taken back. */
export function notOpenPage(): Html {
  return page(
    'このページは開けませんでした',
    html`<div class="box warn"><p>番号がちがうか、期限（${LINK_DAYS}日）が過ぎたか、もう開いたか、新しいお手紙に替わったかもしれません。番号は${LINK_TRIES}回まで試せます。</p></div>
<p>番号を確かめて、お手紙の印か番地から、もう一度お試しください。開けないときは、お手紙にある電話番号へお知らせください。新しい番号をお送りします。</p>
<p>お答えにならなくても、不利なことは何もありません。</p>`,
  )
}

type Filled = {
  readonly token: string
  readonly wrong?: string | undefined
  readonly text?: string
  readonly by?: string
}

/** What is asked, about whom, and the form of the answer. */
export function answerPage(
  received: AsReceived,
  said: { name: string; address: string | undefined; question: string },
  { token, wrong, text = '', by = '' }: Filled,
): Html {
  const asked = received.categories.map((one) => html`<li>${DATA_CATEGORIES[one]}</li>`)
  return page(
    '支援会議への協力のお願い',
    html`<p>${received.recipient} 御中</p>
<p>${received.body}（事務局 ${received.agency}）から、生活にお困りの方を支えるためのお願いです。</p>
<h2>どなたのことか</h2>
<p><strong>${said.name}</strong> さん${said.address !== undefined && html`<br>${said.address}`}</p>
<h2>伺いたいこと</h2>
<p>${lines(said.question)}</p>
<p>次のことの範囲でお願いします。ほかのことは、書かないでください。</p>
<ul>${asked}</ul>
<p>お答えの期日：${formatEra(calendarDate(received.dueOn))} ごろまで</p>
<div class="box calm"><p>生活困窮者自立支援法第9条第3項にもとづくお願いです。協力に努めていただくもので（同条第4項）、義務ではありません。お断りになっても、不利なことは何もありません。</p>
<p>この方のお名前と、お困りごとがあることは、お取り扱いの担当の方だけでご覧ください。</p></div>
<form method="post" action="answer">
<h2>お答え</h2>
${wrong !== undefined && html`<p class="box wrong" id="wrong" role="alert">${wrong}</p>`}
<input type="hidden" name="token" value="${token}">
<fieldset><legend>どのお答えですか</legend>
${cooperationEnds.map((one) => html`<label class="choice"><input type="radio" name="state" value="${one}" required>${COOPERATION_ENDS[one]}</label>`)}
</fieldset>
<div class="field"><label for="text">お答えの言葉</label><span class="hint" id="text-hint">「応じられません」「わかりません」のときは、空のままでもかまいません。マイナンバーは書かないでください。</span>
<textarea id="text" name="text" rows="8" maxlength="4000" aria-describedby="text-hint">${text}</textarea></div>
<div class="field"><label for="by">お答えの方のお名前・部署</label><input type="text" id="by" name="by" maxlength="100" value="${by}"></div>
<button class="main">このお答えを送る</button>
</form>
${received.phone !== undefined && html`<p>お電話でもお答えいただけます：${received.agency} <a href="tel:${received.phone.replace(/[^0-9+]/g, '')}">${received.phone}</a></p>`}`,
  )
}

const lines = (text: string): HtmlValue => text.split('\n').map((line, at) => (at === 0 ? line : html`<br>${line}`))

/** Thanks and the receipt; the page cannot be opened again. */
export function receiptPage(receipt: string): Html {
  return page(
    'お答えを受け取りました',
    html`<div class="box good"><p>ありがとうございました。控えの番号は <strong>${receipt}</strong> です。</p></div>
<p>お答えは、届いたときに封をしました。読めるのは、この方を支える担当の者と、このお願いを送った者だけです。</p>
<p>このページは、もう開けません。つけ加えることがあるときは、控えの番号を添えてお電話ください。</p>`,
  )
}

/** A form of another shape, or a page that is busy. */
export function linkTroublePage(): Html {
  return page(
    '少し時間をおいて、もう一度お試しください',
    html`<p>いま、このページを開けません。お急ぎのときは、お手紙にある電話番号へどうぞ。</p>`,
  )
}

/** A small style sheet for screens of every size and print; colours of the Digital Agency's design system. */
export const linkPageStyle = `
*{box-sizing:border-box}
body{margin:0;color:#333;background:#fff;font:400 1.125rem/1.8 "Noto Sans JP","Hiragino Sans","BIZ UDPGothic","Yu Gothic",Meiryo,system-ui,sans-serif;overflow-wrap:anywhere;line-break:strict}
header,main,footer{max-width:41rem;margin:0 auto;padding:0 1.25rem}
header{padding-block:1rem;border-bottom:1px solid #ccc}header p{margin:0;font-weight:700}
h1{font-size:1.5rem;line-height:1.6;margin:1.75rem 0 1rem}h2{font-size:1.25rem;margin:2rem 0 .5rem}
a{color:#0017c1}
:focus-visible{outline:4px solid #000;outline-offset:2px;box-shadow:0 0 0 2px #ffd43d;border-radius:4px}
button{width:100%;margin-top:1rem;padding:.9rem 1.2rem;min-height:3.5rem;border:1px solid #0017c1;border-radius:.75rem;background:#0017c1;color:#fff;font:inherit;font-weight:700;cursor:pointer}
.box{margin:1rem 0;padding:.5rem 1.25rem;border:1px solid #949494;border-radius:.75rem}
.calm{background:#f2f2f2;border-color:#f2f2f2}.good{background:#e6f5ec;border-color:#197a4b}.warn{background:#fff0b3;border-color:#b78f00}.wrong{background:#fdeeee;border-color:#ce0000}
label,legend{font-weight:700}.hint{display:block;font-size:1rem;color:#595959}
input[type=text],textarea{display:block;width:100%;margin:.4rem 0 0;padding:.75rem 1rem;min-height:3.5rem;border:1px solid #666;border-radius:.5rem;font:inherit;color:inherit;background:#fff}
fieldset{margin:1.25rem 0;padding:0;border:0}.field{margin:1.25rem 0}
.choice{display:flex;gap:.75rem;align-items:center;padding:.75rem 1rem;margin:.5rem 0;border:1px solid #949494;border-radius:.5rem;font-weight:400}.choice input{flex:none;width:1.5rem;height:1.5rem;margin:0}
footer{margin-top:3rem;padding-block:1rem 3rem;border-top:1px solid #ccc;font-size:1rem}
`
