import type { IConstruct } from 'constructs';
import { checkReason } from '../../cdk8s/check-reason';
import { refusal } from '../../cdk8s/refusal';
import type { SshdProps } from './sshd-props';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]{0,31}$/;

/** Checks what sshd is to allow, and copies it. Throws on the first that is not acceptable. */
export function checkSshd(scope: IConstruct, props: SshdProps): SshdProps {
  const { allowUsers, allowGroups, maxAuthTries, loginGraceSeconds } = props;
  for (const [list, names] of [
    ['allowUsers', allowUsers],
    ['allowGroups', allowGroups],
  ] as const) {
    if (names === undefined) continue;
    if (names.length === 0) {
      throw refusal(scope, {
        fact: `sshd.${list} is empty`,
        consequence: 'so it is unclear whether no user or every user may log in',
        remedy: `Leave out ${list}, or name those who may.`,
      });
    }
    for (const name of names) {
      if (!NAME.test(name)) {
        throw refusal(scope, {
          fact: `${JSON.stringify(name)} in sshd.${list} is not a plain name`,
          consequence: 'so sshd would read it as a pattern or reject it',
          remedy: 'Write names such as "ops".',
        });
      }
    }
  }
  if (allowUsers?.includes('root')) {
    throw refusal(scope, {
      fact: 'sshd.allowUsers names root',
      consequence: 'so the log would not show who logged in',
      remedy: 'Name personal users, and let them become root.',
    });
  }
  checkNumber(scope, 'maxAuthTries', maxAuthTries, 1, 6);
  checkNumber(scope, 'loginGraceSeconds', loginGraceSeconds, 10, 120);
  for (const key of ['unsafeTcpForwardingReason', 'unsafeAgentForwardingReason'] as const) {
    checkReason(scope, `sshd.${key}`, props[key]);
  }
  return { ...props, allowUsers: allowUsers && [...allowUsers], allowGroups: allowGroups && [...allowGroups] };
}

function checkNumber(scope: IConstruct, name: string, value: number | undefined, from: number, to: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= from && value <= to)) return;
  throw refusal(scope, {
    fact: `sshd.${name} is ${JSON.stringify(value)}`,
    consequence: 'so logins would be cut off or never end',
    remedy: `Write an integer from ${from} to ${to}.`,
  });
}
