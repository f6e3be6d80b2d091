import { buildAgents } from '../../../../src/workloads/rules/definition/build-agents';
import { findings } from '../../../support/findings';

const map = (text: unknown) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'runner' }, data: { 'config.toml': text } });
const PLACE = 'ConfigMap runner data["config.toml"]: ';
const MORE = 'the pods of builds are given more than the Pod Security level baseline allows: ';
const said = (text: string) => findings(buildAgents, [map(text)]).map((line) => line.replace(PLACE, '').replace(MORE, ''));

test.each<[string, string, string[]]>([
  ['privileged', '[[runners]]\n  [runners.kubernetes]\n    privileged = true\n', ['privileged = true in [runners.kubernetes] (line 3)']],
  ['with a dotted key', '[[runners]]\nkubernetes.privileged = true', ['privileged = true in [runners.kubernetes] (line 2)']],
  [
    'with a comment',
    '[[runners]]\n[runners.kubernetes] # pods\nprivileged = true # dind',
    ['privileged = true # dind in [runners.kubernetes] (line 3)'],
  ],
  ['not privileged', '[[runners]]\n[runners.kubernetes]\nprivileged = false\n# privileged = true', []],
  ['in a section of something else', '[[runners]]\n[runners.cache]\nprivileged = true', []],
  ['a file of another program', '[server]\nprivileged = true\n[runners.kubernetes]', []],
  [
    'put in later',
    '[[runners]]\n[runners.kubernetes]\nprivileged = {{ .Values.privileged }}',
    ['? privileged in [runners.kubernetes] (line 3) is put in later, so what the pods of builds are given is not known'],
  ],
  [
    'host paths',
    '[[runners]]\n[[runners.kubernetes.volumes.host_path]]\nname = "docker"\nmount_path = "/var/run/docker.sock"\n'
      + '[[runners.kubernetes.volumes.pvc]]\nmount_path = "/a"',
    ['mount_path = "/var/run/docker.sock" in [runners.kubernetes.volumes.host_path] (line 4)'],
  ],
  [
    'docker',
    '[[runners]]\n[runners.docker]\nprivileged = true\nnetwork_mode = "host"\n'
      + 'volumes = ["/cache", "/var/run/docker.sock:/var/run/docker.sock"]\ncap_add = [\n  "SYS_ADMIN"\n]\n'
      + 'pid_mode = "host"',
    [
      'privileged = true in [runners.docker] (line 3)',
      'network_mode = "host" in [runners.docker] (line 4)',
      'volumes = ["/cache", "/var/run/docker.sock:/var/run/docker.sock"] in [runners.docker] (line 5)',
      'cap_add = … in [runners.docker] (line 6)',
      'pid_mode = "host" in [runners.docker] (line 9)',
    ],
  ],
  ['docker with a cache', '[[runners]]\n[runners.docker]\nvolumes = ["/cache"]\nnetwork_mode = "bridge"', []],
  [
    'a patch of the pod',
    "[[runners]]\n[[runners.kubernetes.pod_spec]]\nname = \"host\"\npatch = '''\n  hostNetwork: true\n'''\nprivileged = true",
    ['patch = … in [runners.kubernetes.pod_spec] (line 4)'],
  ],
  [
    'Jenkins',
    'jenkins:\n  clouds:\n  - kubernetes:\n      templates:\n      - name: a\n        hostNetwork: true\n'
      + '        containers: [{ name: dind, privileged: true }, { name: b, privileged: false }]\n'
      + '        volumes: [{ hostPathVolume: { hostPath: /a } }]\n        yaml: |\n'
      + '          spec: { hostPID: true, volumes: [{ name: a, hostPath: { path: / } }] }\n',
    [
      'jenkins.clouds[0].kubernetes.templates[0].hostNetwork: true',
      'jenkins.clouds[0].kubernetes.templates[0].containers[0].privileged: true',
      'jenkins.clouds[0].kubernetes.templates[0].volumes[0].hostPathVolume',
      'jenkins.clouds[0].kubernetes.templates[0].yaml[0].spec.hostPID: true',
      'jenkins.clouds[0].kubernetes.templates[0].yaml[0].spec.volumes[0].hostPath',
    ],
  ],
  ['Jenkins without clouds', 'jenkins:\n  numExecutors: 0\n', []],
  [
    'Jenkins with templates',
    'jenkins:\n  clouds: {{ .Values.clouds }}\n',
    ['? the clouds of Jenkins cannot be read before templates are filled in, so what the pods of builds are given is not known'],
  ],
])('%s', (_, text, expected) => expect(said(text).sort()).toEqual([...expected].sort()));

test('in a Secret too, and what is not a text is nothing', () => {
  const stringData = { 'config.toml': '[[runners]]\n[runners.kubernetes]\nprivileged = true' };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'runner' }, stringData };
  expect(findings(buildAgents, [secret]).map((line) => line.split(':')[0])).toEqual(['Secret runner stringData["config.toml"]']);
  expect(findings(buildAgents, [map(3), map(null), { ...map(''), data: 'text' }, { ...map(''), data: null }])).toEqual([]);
});
