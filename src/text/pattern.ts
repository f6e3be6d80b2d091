/** Whether a text is like a pattern in which `*` stands for any text; upper and lower case are told apart unless it is said otherwise. */
export function patternTest(pattern: string, flags: '' | 'i' = ''): (text: string) => boolean {
  if (flags === '') return (text) => matches(pattern, text);
  const lower = pattern.toLowerCase();
  return (text) => matches(lower, text.toLowerCase());
}

/** Without going back further than to the last `*`: the time is bounded by the product of both lengths. */
function matches(pattern: string, text: string): boolean {
  let [at, position, star, resume] = [0, 0, -1, 0];
  while (position < text.length) {
    if (pattern[at] === '*') {
      [star, resume] = [at, position];
      at += 1;
    } else if (pattern[at] === text[position]) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      resume += 1;
      [at, position] = [star + 1, resume];
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
