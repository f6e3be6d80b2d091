import { namesCredential } from './credential-names';
import { credentialForm, literalOf } from './credentials';

const HEADER = /^\s{0,16}([A-Za-z][\w-]{0,64})\s{0,4}:\s{0,16}(\S[^\r\n]{0,4096})$/;
const AUTHORIZATION = /^(?:proxy-)?authorization$/i;

/** True for a line of HTTP that holds a credential: `X-Api-Key: abcd`, `Authorization: token abcd`. */
export function isHeaderWithCredential(text: string): boolean {
  const match = HEADER.exec(text);
  if (!match) return false;
  const [, name, value] = match;
  if (credentialForm(text) !== undefined) return true;
  if (!AUTHORIZATION.test(name!)) return namesCredential(name!) && literalOf(value!, name!) === 'literal';
  const word = /^(?:basic|bearer|token|apikey|api-key)\s{1,4}(\S{4,4096})$/i.exec(value!.trim())?.[1];
  return word !== undefined && literalOf(word, '') === 'literal';
}
