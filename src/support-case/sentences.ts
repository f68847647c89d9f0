/** Japanese sentences for the codes that the database raises in this feature, besides those of the pure model. */
export const caseSentences: Readonly<Record<string, string>> = {
  'unprotect-needs-the-lead': '保護の印は、担当に加わっている主任相談支援員が外します。',
  'unprotect-needs-a-reason': '印を外す理由を書いてください。理由は記録に残ります。',
}
