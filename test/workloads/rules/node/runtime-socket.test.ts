import { runtimeSocket } from '../../../../src/workloads/rules/node/runtime-socket';
import { CONTAINER, pod, table } from '../../../support/pods';

const given = (path: string, mount: object = {}) =>
  pod({
    volumes: [{ name: 'host', hostPath: { path } }],
    containers: [{ ...CONTAINER, volumeMounts: [{ name: 'host', mountPath: '/host', ...mount }] }],
  });
const at = (message: string) => `Pod api spec.containers[0].volumeMounts[0]: container "api" is given ${message}`;
const is = (place: string) => at(`${place} of the node, the socket of a container runtime`);
const holds = (place: string, socket: string) => at(`${place} of the node, which is where ${socket} of the container runtime is`);

table(runtimeSocket, [
  ...[
    ['/var/run/docker.sock', '/run/docker.sock'],
    ['/run/docker.sock', '/run/docker.sock'],
    ['/run/containerd/containerd.sock', '/run/containerd/containerd.sock'],
    ['/var/run/crio/crio.sock', '/run/crio/crio.sock'],
    ['/var/run/cri-dockerd.sock', '/run/cri-dockerd.sock'],
    ['/run/k3s/containerd/containerd.sock', '/run/k3s/containerd/containerd.sock'],
    ['/run/user/1000/docker.sock', '/run/user/1000/docker.sock'],
    ['/run/containerd/containerd.sock.ttrpc', '/run/containerd/containerd.sock.ttrpc'],
    ['\\\\.\\pipe\\docker_engine', '/pipe/docker_engine'],
    ['\\\\.\\pipe\\containerd-containerd', '/pipe/containerd-containerd'],
  ].map(([path, place]) => [path!, given(path!), [is(place!)]] as const),
  ['read-only', given('/var/run/docker.sock/', { readOnly: true }), [is('/run/docker.sock')]],
  [
    'folders',
    [given('/run/crio'), given('/var/run/'), given('/run/k3s'), given('/')],
    [
      holds('/run/crio', '/run/crio/crio.sock'),
      holds('/run', '/run/containerd/containerd.sock'),
      holds('/run/k3s', '/run/k3s/containerd/containerd.sock'),
      holds('/', '/run/containerd/containerd.sock'),
    ],
  ],
  ['a subPath', [given('/', { subPath: 'var/run/docker.sock' }), given('/', { subPath: 'data' })], [is('/run/docker.sock')]],
  [
    'other sockets and folders',
    [given('/run/netns'), given('/var/lib'), given('/run/containerd/fifo'), given('/run/docker.sock.d'), given('/run/dbus')],
    [],
  ],
  [
    'not mounted',
    pod({ volumes: [{ name: 'host', hostPath: { path: '/run/docker.sock' } }] }),
    ['Pod api spec.volumes[0].hostPath.path: volume "host" is /run/docker.sock of the node, the socket of a container runtime'],
  ],
  ['no such volume', [pod(), pod({ volumes: [] })], []],
  [
    'up',
    given('/run/../run'),
    ['? Pod api spec.volumes[0].hostPath.path: the path of volume "host" goes up (..), which the API server rejects'],
  ],
]);
