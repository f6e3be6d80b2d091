import { oneLine } from '../../src/reports/escape';

describe('oneLine makes visible what would deceive a reader', () => {
  test.each([
    ['plain text, with "quotes" and \\ and ümläut 漢字 🚀', 'plain text, with "quotes" and \\ and ümläut 漢字 🚀'],
    ['a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a\nb\r\nc\td', 'a\\nb\\r\\nc\\td'],
    ['\u0000\u0007\u0008\u007f', '\\x00\\x07\\x08\\x7f'],
    ['\u0080\u0085\u009b\u009f', '\\x80\\x85\\x9b\\x9f'],
    ['\u061c\u200e\u200f', '\\u061c\\u200e\\u200f'],
    ['\u202a\u202b\u202c\u202d\u202e', '\\u202a\\u202b\\u202c\\u202d\\u202e'],
    ['\u2066\u2067\u2068\u2069', '\\u2066\\u2067\\u2068\\u2069'],
    ['a\u2028b\u2029c', 'a\\u2028b\\u2029c'],
    ['\ud800 \udc00 \ud83d', '\\ud800 \\udc00 \\ud83d'],
    ['zero\u200bwidth\u2060\ufeff\u00ad', 'zero\\u200bwidth\\u2060\\ufeff\\xad'],
    ['tag\u{e0041}', 'tag\\u{e0041}'],
    ['filler\u3164', 'filler\\u3164'],
    ['\ufffe\uffff', '\\ufffe\\uffff'],
    ['', ''],
  ])('%j', (text, expected) => {
    expect(oneLine(text)).toBe(expected);
  });
});
