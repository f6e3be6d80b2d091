import { hostPathSubmounts } from '../../../../src/workloads/rules/node/host-path-submounts';
import { hostPathWritable } from '../../../../src/workloads/rules/node/host-path-writable';
import { CONTAINER, pod, table } from '../../../support/pods';

const given = (path: string, ...mounts: object[]) =>
  pod({
    volumes: [{ name: 'host', hostPath: { path } }],
    containers: [{ ...CONTAINER, volumeMounts: mounts.map((mount) => ({ name: 'host', mountPath: '/host', ...mount })) }],
  });
const at = (index: number, message: string) => `Pod api spec.containers[0].volumeMounts[${index}]: container "api" ${message}`;

describe('workloads/host-path-writable', () =>
  table(hostPathWritable, [
    [
      'unset, null and false',
      given('/data', {}, { readOnly: null }, { readOnly: false }),
      [at(0, 'can write to /data of the node'), at(1, 'can write to /data of the node'), at(2, 'can write to /data of the node')],
    ],
    ['true', given('/data', { readOnly: true }), []],
    ['not mounted', given('/data'), []],
    [
      'no path of the host',
      pod({ volumes: [{ name: 'tmp', emptyDir: {} }], containers: [{ ...CONTAINER, volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }] }] }),
      [],
    ],
    [
      'a value that the server rejects',
      given('/data', { readOnly: 1 }),
      ['? Pod api spec.containers[0].volumeMounts[0].readOnly: readOnly of container "api" is a number, not a boolean'],
    ],
  ]));

const below = (place: string) => at(0, `has ${place} of the node read-only, but not what is mounted below it`);

describe('workloads/host-path-submounts', () =>
  table(hostPathSubmounts, [
    [
      'unset, null and Disabled',
      [
        given('/', { readOnly: true }),
        given('/sys/', { readOnly: true, recursiveReadOnly: null }),
        given('/var/run', { readOnly: true, recursiveReadOnly: 'Disabled' }),
      ],
      [below('/'), below('/sys'), below('/run')],
    ],
    [
      'IfPossible and Enabled',
      [given('/', { readOnly: true, recursiveReadOnly: 'IfPossible' }), given('/', { readOnly: true, recursiveReadOnly: 'Enabled' })],
      [],
    ],
    ['a folder that holds no mount points', given('/etc/ssl/certs', { readOnly: true }), []],
    ['writable anyway', given('/', {}), []],
    ['not mounted', given('/'), []],
    ['before 1.33', given('/', { readOnly: true }), [], '1.32'],
  ]));
