import { oneLine } from '../../reports/escape';
import type { ReportedTarget } from './reported-path';

/** The chains as a flowchart of Mermaid: what several of them share is drawn once. */
export function* pathsMermaid(targets: readonly ReportedTarget[]): Generator<string> {
  yield 'flowchart LR\n';
  const numbers = new Map<string, number>();
  const drawn = new Set<string>();
  for (const { paths } of targets) {
    for (const { start, end, steps } of paths) {
      let from = start;
      for (const [index, { text, edge, leadsTo }] of steps.entries()) {
        const to = index === steps.length - 1 ? end : (leadsTo ?? text);
        const line = `  ${node(from, numbers)} -->|${label(edge ?? text)}| ${node(to, numbers)}\n`;
        if (!drawn.has(line)) yield line;
        drawn.add(line);
        from = to;
      }
    }
  }
}

function node(text: string, numbers: Map<string, number>): string {
  const known = numbers.get(text);
  if (known !== undefined) return `n${known}`;
  numbers.set(text, numbers.size);
  return `n${numbers.size - 1}[${label(text)}]`;
}

/** Within quotes, where Mermaid knows entities by number. */
function label(text: string): string {
  return `"${oneLine(text).replace(/[&"#<>[\]|`\\]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
