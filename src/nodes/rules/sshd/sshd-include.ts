import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import { ofEachSshd } from './sshd-config';
import { sshdConfig } from './sshd-option-rule';
import type { SshdConfig } from './sshd-tree';

export const sshdInclude = defineRule({
  id: 'nodes/sshd-include',
  title: 'sshd_config must include every drop-in in sshd_config.d',
  description:
    'sshd ignores a drop-in that `sshd_config` does not include. An `Include` inside a `Match` block applies to some '
    + 'connections only. If `sshd_config` is not in the input, the rule does not report anything, and the other sshd rules assume '
    + 'that drop-ins are read first.',
  severity: Severity.HIGH,
  fix: 'Put `Include /etc/ssh/sshd_config.d/*.conf` first in sshd_config.',
  sources: ['https://man.openbsd.org/sshd_config#Include'],
  bad: 'PermitRootLogin no\nMatch User backup\nInclude /etc/ssh/sshd_config.d/*.conf\n',
  good: 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n',
  exampleFile: '/etc/ssh/sshd_config',
  subject: sshdConfig,
  check: ofEachSshd(requireInclude),
});

function requireInclude({ unread, includes }: SshdConfig): Outcome[] {
  return [
    ...unread.map((object) => ({ path: '', message: 'sshd_config does not include this file, so sshd does not read it', object })),
    ...includes
      .filter(({ conditions }) => conditions.length > 0)
      .map(({ line, conditions, file }) => ({
        path: '',
        line,
        message: `the Include is in Match ${conditions.join(' ')}, so what it includes is for some connections only`,
        object: file,
      })),
  ];
}
