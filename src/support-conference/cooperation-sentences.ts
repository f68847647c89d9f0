/** Japanese sentences for the codes that the database's functions raise about cooperation requests. */
export const cooperationSentences: Readonly<Record<string, string>> = {
  'cooperation-protected':
    '保護の印があるため、会議の外の方に協力を求めることはできません。担当の中で、確かめ方を相談してください。',
  'cooperation-due': '期日は、あすから60日以内にしてください。',
  'cooperation-by-two': '書いた方とは別の、主任相談支援員か主管課の方が送ります。',
}
