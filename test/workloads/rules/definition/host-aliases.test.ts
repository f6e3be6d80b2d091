import { hostAliases } from '../../../../src/workloads/rules/definition/host-aliases';
import { pod, table } from '../../../support/pods';

table(hostAliases, [
  ['unset, null, empty', [pod(), pod({ hostAliases: null }), pod({ hostAliases: [] })], []],
  [
    'set',
    pod({ hostAliases: [{ ip: '192.0.2.7', hostnames: ['db'] }] }),
    ['Pod api spec.hostAliases: the pod resolves names by its own /etc/hosts'],
  ],
  ['a wrong type', pod({ hostAliases: 'db' }), ['? Pod api spec.hostAliases: hostAliases is a string, not a list']],
]);
