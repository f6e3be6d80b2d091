import { losslessLog } from '../../../../src/audit/rules/flags/lossless-log';
import { apiServerPod, cluster } from '../../../support/audit';
import { findings } from '../../../support/findings';

const at = 'ClusterConfiguration cluster apiServer.extraArgs[1].value';
const log = (name: string, value: string) => cluster({ 'audit-log-path': '/var/log/audit.log', [name]: value });
const TRUNCATED =
  '--audit-log-truncate-enabled is on, so an event that is still too large without its bodies, as with a very long URL, is dropped';

test.each<[string, object, string[]]>([
  ['defaults', cluster({ 'audit-log-path': '/var/log/audit.log' }), []],
  ['blocking', log('audit-log-mode', 'blocking'), []],
  ['blocking-strict', log('audit-log-mode', 'blocking-strict'), []],
  ['batch', log('audit-log-mode', 'batch'), [`${at}: --audit-log-mode is batch, so events are dropped while the buffer is full`]],
  ['no mode', log('audit-log-mode', 'Batch'), [`? ${at}: --audit-log-mode is "Batch", which kube-apiserver rejects`]],
  ['truncated', log('audit-log-truncate-enabled', 'true'), [`${at}: ${TRUNCATED}`]],
  ['truncated, as Go reads it', log('audit-log-truncate-enabled', 'T'), [`${at}: ${TRUNCATED}`]],
  [
    'truncated, without value',
    apiServerPod(['--audit-log-path=/a/b', '--audit-log-truncate-enabled']),
    [`Pod kube-system/kube-apiserver spec.containers[0].command[2]: ${TRUNCATED}`],
  ],
  ['not truncated', log('audit-log-truncate-enabled', '0'), []],
  [
    'truncated, not a boolean',
    log('audit-log-truncate-enabled', 'yes'),
    [`? ${at}: --audit-log-truncate-enabled is "yes", which kube-apiserver rejects`],
  ],
  ['json', log('audit-log-format', 'json'), []],
  ['legacy', log('audit-log-format', 'legacy'), [`${at}: --audit-log-format is legacy, so bodies and annotations are missing`]],
  ['no format', log('audit-log-format', 'text'), [`? ${at}: --audit-log-format is "text", which kube-apiserver rejects`]],
  ['no log file', cluster({ 'audit-log-mode': 'batch' }), []],
])('%s', (_, manifest, expected) => {
  expect(findings(losslessLog, [manifest])).toEqual(expected);
});
