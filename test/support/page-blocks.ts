import * as fs from 'node:fs';
import * as path from 'node:path';

/** A block of code in a page. */
export interface PageBlock {
  /** The file that it is, if any. */
  readonly file: string | undefined;
  readonly text: string;
}

/** Blocks of a language. */
export function blocksOf(page: string, language: string): readonly PageBlock[] {
  const blocks = new RegExp(`^\`\`\`${language}(?: (\\S+))?\\n([\\s\\S]*?)^\`\`\``, 'gm');
  return [...fs.readFileSync(page, 'utf8').matchAll(blocks)].map(([, file, text]) => ({ file, text: text! }));
}

/** Writes those that are files into the working folder. */
export function writeFiles(blocks: readonly PageBlock[]): void {
  for (const { file, text } of blocks) {
    if (file === undefined) continue;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
}

/** The arguments of commands of a page that run cdk8s-hardened and nothing else. */
export function commandsOf(page: string): readonly (readonly string[])[] {
  return blocksOf(page, 'console')
    .flatMap(({ text }) => text.split('\n'))
    .flatMap((line) => /^npx cdk8s-hardened ([^|#]*)/.exec(line)?.[1] ?? [])
    .map((args) => [...args.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain!));
}
