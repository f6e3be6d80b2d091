/** Whether a text is like a pattern in which `*` stands for any text; upper and lower case are told apart unless it is said otherwise. */
export function patternTest(pattern: string, flags: '' | 'i' = ''): (text: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`, `s${flags}`);
  return (text) => expression.test(text);
}
