/** How the HTML report looks: light, dark, narrow and on paper. Colours have a contrast of 4.5 or more on what is behind them. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --text: #1b1f24; --quiet: #4d565f; --page: #fff; --card: #f5f7f9; --line: #c5ccd3; --link: #0a4fa0; --focus: #0a4fa0;
  --critical: #8f0d1e; --high: #b3261e; --medium: #7a4b00; --low: #0b57a4; --unknown: #7021a0; --waived: #4d565f; --good: #1c6b31;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e8ebee; --quiet: #b0b9c2; --page: #14181c; --card: #1e242a; --line: #48525c; --link: #8dbdff; --focus: #ffd866;
    --critical: #ff9aa5; --high: #ff9d8f; --medium: #f2c063; --low: #90c2ff; --unknown: #dba8ff; --waived: #b0b9c2; --good: #86d89a;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
header, main, footer { max-width: 75rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; }
p, dl, dd { margin: .25rem 0; }
a { color: var(--link); }
code, .quote { font: .875em/1.5 ui-monospace, monospace; unicode-bidi: isolate; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; top: 0; padding: .5rem 1rem; background: var(--page); }
.skip:focus { left: 0; }
.verdict { font-weight: 600; }
.good { color: var(--good); }
.quiet { color: var(--quiet); }
.notice { border-left: .3rem solid var(--medium); padding: .25rem .75rem; background: var(--card); }
.alarm { border-left-color: var(--critical); }
.numbers { display: flex; flex-wrap: wrap; gap: .5rem; padding: 0; margin: 1rem 0; list-style: none; }
.numbers li { border: 1px solid var(--line); border-top: .3rem solid currentcolor; border-radius: .25rem; padding: .25rem .75rem;
  min-width: 6.5rem; }
.numbers b { display: block; font-size: 1.5rem; line-height: 1.25; }
.critical { color: var(--critical); } .high { color: var(--high); } .medium { color: var(--medium); } .low { color: var(--low); }
.unknown { color: var(--unknown); } .waived { color: var(--waived); }
.tables { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(20rem, 100%), 1fr)); gap: 0 2rem; align-items: start; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
caption { text-align: left; font-weight: 600; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem .2rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--quiet); font-weight: 400; font-size: .875rem; white-space: nowrap; }
td.number { text-align: right; width: 1%; white-space: nowrap; }
form { border: 1px solid var(--line); border-radius: .25rem; background: var(--card); padding: .75rem 1rem; margin: 1rem 0; }
form[hidden] { display: none; }
fieldset { border: 0; padding: 0; margin: 0 0 .5rem; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
legend { float: left; margin-right: 1rem; }
.fields { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(13rem, 100%), 1fr)); gap: .5rem 1rem; }
.fields label { display: block; }
input, select, button { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--quiet); border-radius: .25rem;
  padding: .25rem .5rem; }
input[type=checkbox] { accent-color: var(--link); }
.fields input, .fields select { width: 100%; }
.result { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center; margin-top: .75rem; }
output { font-weight: 600; }
.findings { list-style: none; padding: 0; margin: 0; content-visibility: auto; contain-intrinsic-size: auto 600rem; }
.findings > li { border-top: 1px solid var(--line); padding: .5rem 0 .5rem .75rem; border-left: .3rem solid var(--line); }
.findings > li.critical, .findings > li.high, .findings > li.medium, .findings > li.low, .findings > li.unknown, .findings > li.waived {
  color: inherit; }
.findings > li.critical { border-left-color: var(--critical); } .findings > li.high { border-left-color: var(--high); }
.findings > li.medium { border-left-color: var(--medium); } .findings > li.low { border-left-color: var(--low); }
.findings > li.unknown { border-left-color: var(--unknown); }
.findings p { margin: 0; }
.what { font-weight: 500; }
.quote { white-space: pre-wrap; }
[hidden] { display: none !important; }
footer { padding-bottom: 2rem; }
@media print {
  :root {
    color-scheme: light; --text: #000; --quiet: #333; --page: #fff; --card: #fff; --line: #888; --link: #000;
    --critical: #8f0d1e; --high: #b3261e; --medium: #7a4b00; --low: #0b57a4; --unknown: #7021a0; --waived: #333; --good: #1c6b31;
  }
  body { font-size: 10pt; }
  .skip, form > :not(.result), button { display: none; }
  form { border: 0; padding: 0; }
  .findings { content-visibility: visible; }
  .findings > li { break-inside: avoid; }
  h2, h3, caption { break-after: avoid; }
  header, main, footer { max-width: none; padding: 0; }
  a { text-decoration: none; }
}
@media (prefers-contrast: more) { :root { --quiet: var(--text); --line: currentcolor; } }
`;
