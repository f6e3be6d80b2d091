import { likely } from '../../text/nearest';
import { accountIdentity, groupIdentity, userIdentity, type Identity } from './identity';
import { QuestionError } from './question-error';

const KINDS: Readonly<Record<string, 'user' | 'group' | 'account'>> = {
  user: 'user',
  group: 'group',
  serviceaccount: 'account',
  sa: 'account',
};

/**
 * Reads a subject: `user:NAME`, `group:NAME`, `serviceaccount:NAMESPACE/NAME`, or the name of a user.
 *
 * @throws QuestionError for what is none
 */
export function readSubject(text: string, groups: readonly string[]): Identity {
  const colon = text.indexOf(':');
  const kind = colon < 0 ? '' : text.slice(0, colon).toLowerCase();
  const name = text.slice(colon + 1);
  const meant = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (text === '' || (meant && name === '')) throw new QuestionError(`SUBJECT "${text}" has no name.${HINT}`);
  if (meant === 'account') {
    const [namespace, account, ...rest] = name.split('/');
    if (!namespace || !account || rest.length > 0) {
      throw new QuestionError(`SUBJECT "${text}" is not serviceaccount:NAMESPACE/NAME.${HINT}`);
    }
    return withGroups(accountIdentity(namespace, account), groups);
  }
  if (meant === 'group') return withGroups(groupIdentity(name), groups);
  if (meant === 'user') return userIdentity(name, groups);
  const near = kind === '' || kind === 'system' ? undefined : likely(kind, Object.keys(KINDS));
  if (near !== undefined) throw new QuestionError(`SUBJECT "${text}" has no kind that is known. Did you mean ${near}:${name}?`);
  return userIdentity(text, groups);
}

const HINT = ' Write user:NAME, group:NAME or serviceaccount:NAMESPACE/NAME.';

function withGroups({ user, groups }: Identity, more: readonly string[]): Identity {
  return { user, groups: [...new Set([...groups, ...more])] };
}
