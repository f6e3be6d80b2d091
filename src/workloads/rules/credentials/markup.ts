import { namesCredential } from './credential-names';
import { DESCRIBES, literalOf } from './credentials';

const NAME = '([A-Za-z_][\\w:.-]{0,127})';
const VALUE = '([^<>\\s"]{4,256})';
const TAG = '[A-Za-z][\\w:.-]{0,64}';
const NAMED = '\\b(?:name|key|id)\\s{0,4}=\\s{0,4}';
const GIVEN = '\\bvalue\\s{0,4}=\\s{0,4}';
const PATTERNS: readonly (readonly [word: string, pattern: RegExp, name: number, value: number])[] = [
  // <password>hunter2</password>
  ['</', new RegExp(`<${NAME}(?:[ \\t][^<>]{0,256})?>\\s{0,64}${VALUE}\\s{0,64}</`, 'g'), 1, 2],
  // <entry key="password">hunter2</entry>
  ['</', new RegExp(`<${TAG}[ \\t]{1,8}(?:name|key|id)="${NAME}"[^<>]{0,128}>\\s{0,64}${VALUE}\\s{0,64}</`, 'g'), 1, 2],
  // <name>fs.s3a.secret.key</name><value>hunter2</value>
  [
    '</',
    new RegExp(`<(?:name|key)>\\s{0,16}${NAME}\\s{0,16}</(?:name|key)>\\s{0,64}<(?:value|string)>\\s{0,16}${VALUE}\\s{0,16}</`, 'gi'),
    1,
    2,
  ],
  // <property name="password" value="hunter2"/>
  ['value', new RegExp(`${NAMED}"${NAME}"\\s{1,64}${GIVEN}"${VALUE}"`, 'gi'), 1, 2],
  ['value', new RegExp(`${GIVEN}"${VALUE}"\\s{1,64}${NAMED}"${NAME}"`, 'gi'), 2, 1],
  // - name: DB_PASSWORD
  //   value: hunter2
  [
    'value',
    new RegExp(
      `\\b(?:name|key)["']?[ \\t]{0,4}:[ \\t]{0,4}["']?${NAME}["']?[ \\t]{0,4},?\\s{1,64}["']?value["']?[ \\t]{0,4}:[ \\t]{0,4}["']?`
        + '([^\\s"\'<>{}()[\\]]{4,256})',
      'gi',
    ),
    1,
    2,
  ],
];
const COMMENT = /<!--[^<>]{0,256}$|^[ \t]*[#;]/;

/** The name of the first credential that XML, or a list of names and values, gives in plain text. */
export function credentialInMarkup(text: string): string | undefined {
  for (const [word, pattern, nameAt, valueAt] of PATTERNS) {
    if (!text.includes(word)) continue;
    for (const match of text.matchAll(pattern)) {
      const name = match[nameAt]!;
      const value = match[valueAt]!;
      if (!namesCredential(name) || DESCRIBES.test(value) || literalOf(value, name) !== 'literal') continue;
      const before = text.slice(Math.max(0, match.index - 256), match.index);
      if (!COMMENT.test(before.slice(before.lastIndexOf('\n') + 1))) return name;
    }
  }
  return undefined;
}
