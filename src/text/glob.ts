/** Says of a path, with forward slashes, whether a glob or a folder that it names covers it. */
export type GlobTest = (path: string) => boolean;

/**
 * Reads a glob as `.gitignore` has them: `*`, `?` and `[…]` within a name, `**` over folders, `{a,b}` for alternatives. One without a slash
 * (but for one at its end) means a file or folder of that name anywhere. What stands for a folder covers all that is in it.
 */
export function globTest(glob: string): GlobTest {
  const body = glob.replace(/^\.?\//, '').replace(/\/+$/, '');
  const anywhere = !body.includes('/') && !glob.startsWith('/') ? '(?:.*/)?' : '';
  const expression = new RegExp(`^${anywhere}${sourceOf(body)}(?:/.*)?$`, 's');
  return (path) => expression.test(path);
}

const PARTS = /\*\*\/|\*\*|\*|\?|\[[!^]?\]?[^\]]*\]|\{[^{}]*\}|[^*?[{]+|[[{]/g;

function sourceOf(glob: string): string {
  return (glob.match(PARTS) ?? []).map(partOf).join('');
}

function partOf(part: string): string {
  switch (part) {
    case '**/':
      return '(?:[^/]*/)*';
    case '**':
      return '.*';
    case '*':
      return '[^/]*';
    case '?':
      return '[^/]';
  }
  if (part.length > 1 && part.startsWith('{')) return `(?:${part.slice(1, -1).split(',').map(sourceOf).join('|')})`;
  if (part.length > 2 && part.startsWith('['))
    return `(?!/)[${part
      .slice(1, -1)
      .replace(/^!/, '^')
      .replace(/[\\\][]/g, '\\$&')}]`;
  return part.replace(/[.+^${}()|[\]\\/]/g, '\\$&');
}
