import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/** The change of a text in the format that `git apply` and `patch -p1` take. `name` is relative, with slashes. */
export function unifiedDiff(name: string, before: string, after: string): string {
  const patch = createTwoFilesPatch(`a/${name}`, `b/${name}`, before, after, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
  // A tab ends the name for `patch`, which would else take its first word alone.
  return name.includes(' ') ? patch.replace(/^(--- .*)\n(\+\+\+ .*)$/m, '$1\t\n$2\t') : patch;
}
