import { undecided, type Outcome } from '../../../engine/rule';
import { NONE } from '../../../kubernetes/objects/collect';
import { credentialInFile } from './credential-lines';
import { credentialForm, hasParts, literalOf, namesCredential } from './credentials';

/** Judges one text, and the name that it is given under ('' for none). */
export function judgeText(value: string, name: string, path: string, label: string): readonly Outcome[] {
  const form = credentialForm(value);
  if (form !== undefined) return [{ path, message: `${label} holds ${form}` }];
  if (!namesCredential(name)) {
    const inner = name !== '' && hasParts(value) ? credentialInFile('', value) : undefined;
    return inner === undefined ? NONE : [{ path, message: `${label} holds the credential ${JSON.stringify(inner)} in plain text` }];
  }
  const literal = literalOf(value, name);
  if (literal === 'none') return NONE;
  return literal === 'literal'
    ? [{ path, message: `${label} is a credential in plain text` }]
    : [undecided(path, `${label} is a credential that is put in later`)];
}
