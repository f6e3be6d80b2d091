import { defineRule, type Outcome } from '../../../engine/rule';
import { Severity } from '../../../engine/severity';
import type { SshdConfig } from './sshd-config';
import { sshdConfig } from './sshd-option-rule';

/**
 * Every drop-in of sshd must be read: a file in `sshd_config.d` that `sshd_config` does not include changes nothing.
 *
 * Not judged where `sshd_config` is not part of the input: the other rules about sshd then take it that drop-ins are read first.
 */
export const sshdInclude = defineRule({
  id: 'nodes/sshd-include',
  title: 'sshd must read its drop-ins',
  severity: Severity.HIGH,
  fix: 'Put `Include /etc/ssh/sshd_config.d/*.conf` first in sshd_config.',
  controls: [],
  sources: ['https://man.openbsd.org/sshd_config#Include'],
  bad: 'PermitRootLogin no\nMatch User backup\nInclude /etc/ssh/sshd_config.d/*.conf\n',
  good: 'Include /etc/ssh/sshd_config.d/*.conf\nPermitRootLogin no\n',
  exampleFile: '/etc/ssh/sshd_config',
  subject: sshdConfig,
  revisions: [{ since: '1.0', check }],
});

function check({ unread, includes }: SshdConfig): Outcome[] {
  return [
    ...unread.map((object) => ({ path: '', message: 'sshd_config does not include this file, so sshd does not read it', object })),
    ...includes
      .filter(({ match }) => match !== undefined)
      .map(({ line, match, file }) => ({
        path: `line ${line}`,
        message: `the Include stands in Match ${match}, so what it includes is for some connections only`,
        object: file,
      })),
  ];
}
