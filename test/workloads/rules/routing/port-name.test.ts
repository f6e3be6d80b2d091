import { portName } from '../../../../src/workloads/rules/routing/port-name';
import { pod, table, withContainer } from '../../../support/pods';
import { container } from '../../../support/workloads';

const named = (...names: unknown[]) => names.map((name, index) => ({ name, containerPort: 8080 + index }));
const refused = (name: string, fact: string, index = 0) =>
  `Pod api spec.containers[0].ports[${index}].name: the port name "${name}" of container "api" ${fact}, so the API server rejects it`;

table(portName, [
  ['no ports, no names', [pod(), withContainer({ ports: [{ containerPort: 80 }, { containerPort: 81, name: '' }] })], []],
  ['good names', withContainer({ ports: named('http', 'a', '1-a', 'fifteen-letters') }), []],
  [
    'malformed names',
    withContainer({ ports: named('http_x', 'HTTP', '8080', 'a--b', '-a', 'a-', 'sixteen-letters-') }),
    [
      refused('http_x', 'has characters other than a-z, 0-9 and -', 0),
      refused('HTTP', 'has characters other than a-z, 0-9 and -', 1),
      refused('8080', 'has no letter', 2),
      refused('a--b', 'has two hyphens in a row', 3),
      refused('-a', 'begins or ends with a hyphen', 4),
      refused('a-', 'begins or ends with a hyphen', 5),
      refused('sixteen-letters-', 'is longer than 15 characters', 6),
    ],
  ],
  ['twice in a container', withContainer({ ports: named('http', 'http') }), [refused('http', 'is repeated in the container', 1)]],
  [
    'in two containers, with two numbers',
    pod({
      containers: [
        container({ ports: [{ name: 'http', containerPort: 80 }] }),
        container({ name: 'web', ports: [{ name: 'http', containerPort: 81 }] }),
      ],
    }),
    [
      'Pod api spec.containers[1].ports[0].name: the port name "http" of container "web" means another port in a container before it, '
        + 'which is the one that Services reach',
    ],
  ],
  [
    'in two containers, the same number or another protocol',
    pod({
      containers: [
        container({
          ports: [
            { name: 'http', containerPort: 80 },
            { name: 'dns', containerPort: 53 },
          ],
        }),
        container({
          name: 'web',
          ports: [
            { name: 'http', containerPort: 80 },
            { name: 'dns', containerPort: 54, protocol: 'UDP' },
          ],
        }),
      ],
    }),
    [],
  ],
  [
    'an init container is gone by then',
    pod({
      initContainers: [container({ name: 'setup', ports: [{ name: 'http', containerPort: 81 }] })],
      containers: [container({ ports: named('http') })],
    }),
    [],
  ],
  ['names that are none', withContainer({ ports: [{ name: 80, containerPort: 80 }, null, 'http'] }), []],
]);
