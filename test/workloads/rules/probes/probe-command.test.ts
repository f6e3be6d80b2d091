import { probeCommand } from '../../../../src/workloads/rules/probes/probe-command';
import { inEachList, table, withContainer } from '../../../support/pods';

const liveness = (command: unknown) => withContainer({ livenessProbe: { exec: { command } } });
const found = (index: number, command: string, place = 'containers[0]', label = 'container "api"', probe = 'livenessProbe') =>
  `Pod api spec.${place}.${probe}.exec.command[${index}]: the ${probe} of ${label} runs ${command}`;

table(probeCommand, [
  [
    'no probe, null, another handler',
    [withContainer({}), withContainer({ livenessProbe: null }), withContainer({ livenessProbe: { httpGet: { port: 80 } } })],
    [],
  ],
  [
    'no command, empty, wrong types',
    [liveness(undefined), liveness([]), liveness('ps'), liveness([7]), withContainer({ livenessProbe: 7 })],
    [],
  ],
  ['a command', liveness(['ps']), [found(0, 'ps')]],
  ['by its path', liveness(['/usr/bin/jcmd', '1']), [found(0, 'jcmd')]],
  ['within a shell', liveness(['sh', '-c', 'test -f /a && ls /tmp']), [found(2, 'ls')]],
  ['behind words of the shell', liveness(['sh', '-c', 'if ! A=1 /bin/ps; then exit 1; fi']), [found(2, 'ps')]],
  ['in a substitution', liveness(['sh', '-c', 'test "$(ls /a)" = b']), [found(2, 'ls')]],
  ['as the argument of another', liveness(['timeout', '5', 'ps']), [found(2, 'ps')]],
  ['paths and addresses that end so', [liveness(['cat', '/tmp/ls']), liveness(['sh', '-c', 'curl -f http://api/ps && cat /tmp/ls'])], []],
  ['within other words', liveness(['sh', '-c', 'httpstat /lsx; false']), []],
  [
    'readiness and startup',
    withContainer({ readinessProbe: { exec: { command: ['ls'] } }, startupProbe: { exec: { command: ['ps'] } } }),
    [found(0, 'ls', undefined, undefined, 'readinessProbe'), found(0, 'ps', undefined, undefined, 'startupProbe')],
  ],
  [
    'in each list',
    inEachList({ livenessProbe: { exec: { command: ['ps'] } } }),
    [
      found(0, 'ps'),
      found(0, 'ps', 'ephemeralContainers[0]', 'ephemeral container "debug"'),
      found(0, 'ps', 'initContainers[0]', 'init container "setup"'),
    ],
  ],
]);
