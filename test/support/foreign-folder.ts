import * as fs from 'node:fs';
import * as path from 'node:path';

/** What is in a folder that {@link writeForeignFolder} writes. */
export interface ForeignFolder {
  readonly files: number;
  /** Files of which nothing can be read, and the folder of a Helm chart. */
  readonly unreadable: readonly string[];
}

const APPS = 60;
const IMAGES = [
  'nginx',
  'redis:latest',
  'registry.k8s.io/echoserver:1.10',
  'gcr.io/google-samples/gb-frontend:v5',
  'docker.io/library/mysql:8',
];

/**
 * A folder of YAML as a community of many authors fills it: some 250 files with some 600 objects, in many forms and of many releases, among
 * them what no program can read.
 */
export function writeForeignFolder(folder: string): ForeignFolder {
  let files = 0;
  const write = (name: string, text: string | Buffer) => {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    files += 1;
  };
  for (let index = 0; index < APPS; index++) {
    const name = `app-${index}`;
    const below = `${['web', 'databases', 'staging', 'ai'][index % 4]}/${name}`;
    write(`${below}/README.md`, `# ${name}\n`);
    write(`${below}/${name}.yaml`, [workload(name, index), service(name), ...(index % 3 === 0 ? [claim(name)] : [])].join('---\n'));
    write(`${below}/rbac.yml`, [account(name), role(name, index), binding(name)].join('---\n'));
    if (index % 2 === 0) write(`${below}/config.json`, JSON.stringify(list(name, index), null, 2));
    if (index % 5 === 0) write(`${below}/custom.yaml`, custom(name, index));
    if (index % 6 === 0) write(`${below}/compose.yaml`, `services:\n  ${name}: {image: nginx}\n`);
    if (index % 10 === 0) {
      write(`${below}/base/kustomization.yaml`, 'resources: [deployment.yaml]\n');
      write(`${below}/base/deployment.yaml`, workload(`${name}-kustomized`, 0));
      write(`${below}/overlay/kustomization.yaml`, `namespace: ${name}\nresources: [../base]\npatches:\n  - path: patch.yaml\n`);
      write(
        `${below}/overlay/patch.yaml`,
        `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}-kustomized}\nspec: {replicas: 3}\n`,
      );
    }
  }
  const unreadable = {
    'broken/unclosed.yaml': `${workload('half', 0)}---\nspec: [\n`,
    'broken/tabs.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n\tname: a\n',
    'broken/template.yaml': 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Values.name }}\n',
    'broken/not [utf-8].yaml': Buffer.from([0x61, 0x3a, 0x20, 0xff, 0x0a]),
    'broken/cut.json': '{"apiVersion": "v1", "kind": ',
  };
  for (const [name, text] of Object.entries(unreadable)) write(name, text);
  write('chart/Chart.yaml', 'apiVersion: v2\nname: left-over\nversion: 0.1.0\n');
  write('chart/values.yaml', 'replicas: 1\n');
  write('chart/templates/deployment.yaml', 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: {{ .Release.Name }}}\n');
  return { files, unreadable: [...Object.keys(unreadable), 'chart/Chart.yaml'] };
}

function pod(index: number): string {
  const image = IMAGES[index % IMAGES.length];
  const security = index % 7 === 0 ? '\n          securityContext: {privileged: true}' : '';
  const host = index % 11 === 0 ? '\n      hostNetwork: true' : '';
  return `    spec:${host}\n      containers:\n        - name: main\n          image: ${image}${security}\n`;
}

function workload(name: string, index: number): string {
  const template = `  template:\n    metadata: {labels: {app: ${name}}}\n${pod(index)}`;
  if (index % 8 === 3) {
    return `apiVersion: v1\nkind: ReplicationController\nmetadata: {name: ${name}}\nspec:\n${template}`;
  }
  const version = index % 9 === 4 ? 'extensions/v1beta1' : 'apps/v1';
  const kind = index % 4 === 1 ? 'StatefulSet' : index % 12 === 2 ? 'DaemonSet' : 'Deployment';
  const metadata = `metadata:\n  name: ${name}\n  labels: {app: ${name}}\n`;
  return `apiVersion: ${version}\nkind: ${kind}\n${metadata}spec:\n  selector: {matchLabels: {app: ${name}}}\n${template}`;
}

function service(name: string): string {
  const spec = `spec:\n  type: NodePort\n  ports: [{port: 80}]\n  selector: {app: ${name}}\n`;
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}}\n${spec}`;
}

function claim(name: string): string {
  return `apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: ${name}}\nspec: {accessModes: [ReadWriteOnce]}\n`;
}

function account(name: string): string {
  return `apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: ${name}}\n`;
}

function role(name: string, index: number): string {
  const verbs = index % 4 === 0 ? '["*"]' : '[get, list]';
  const rules = `rules:\n  - apiGroups: [""]\n    resources: [secrets]\n    verbs: ${verbs}\n`;
  return `apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: ${name}}\n${rules}`;
}

function binding(name: string): string {
  return (
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: ${name}}\n`
    + `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: ${name}}\nsubjects: [{kind: ServiceAccount, name: ${name}}]\n`
  );
}

function list(name: string, index: number): object {
  const items = Array.from({ length: 2 + (index % 12) }, (_, item) => ({
    apiVersion: 'v1',
    kind: item === 0 ? 'ConfigMap' : 'Pod',
    metadata: { name: `${name}-${item}` },
    ...(item === 0 ? { data: { a: 'b' } } : { spec: { containers: [{ name: 'main', image: 'busybox' }] } }),
  }));
  return { apiVersion: 'v1', kind: 'List', items };
}

function custom(name: string, index: number): string {
  return (
    `apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things${index}.example.com}\n`
    + `spec: {group: example.com, names: {kind: Thing${index}, plural: things${index}}, scope: Namespaced}\n`
    + `---\napiVersion: example.com/v1\nkind: Thing${index}\nmetadata: {name: ${name}}\n`
    + `spec:\n  template:\n    spec: {containers: [{name: main, image: nginx}]}\n`
  );
}
