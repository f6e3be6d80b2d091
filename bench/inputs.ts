/** Inputs that grow in one way each: those that once took more than linear time, and those that could. */
/* eslint max-len: off -- a manifest a line */

/** What a row of the table is checked with: one text, or files by name. */
export type Input = string | Readonly<Record<string, string>>;

/** What grows, how many the smaller input has, the input, and what more is set. */
export type InputRow = readonly [what: string, count: number, inputOf: (count: number) => Input, settings?: object];

/** As one text, an item after the other. */
export function each(count: number, item: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => item(i)).join('');
}

/** With commas between. */
const joined = (count: number, item: (i: number) => string) => Array.from({ length: count }, (_, i) => item(i)).join(', ');
const documents = (count: number, item: (i: number) => string) => each(count, (i) => `---\n${item(i)}\n`);

export const pod = (i: number, more = '') =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: p${i}\n  namespace: team-${i % 50}\n${more}spec:\n  containers:\n  - name: main\n`
  + '    image: nginx:latest\n    ports:\n    - containerPort: 8080\n';
const jsonPod = (i: number) => JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: `p${i}` }, spec: { containers: [] } });
const waived =
  '  annotations:\n    cdk8s-hardened/waivers: |\n'
  + '      - { rule: workloads/run-as-non-root, reason: a bench, approvedBy: Ada, until: 2026-12-31 }\n';
const list = (item: (i: number) => string) => (count: number) =>
  `apiVersion: v1\nkind: List\nitems:\n${each(count, (i) => `- ${item(i).trimEnd().replaceAll('\n', '\n  ')}\n`)}`;

/** An object on one line; everything is in the namespace `shop`. */
const object = (apiVersion: string, kind: string, name: string, body: string, meta = '') =>
  `{ apiVersion: ${apiVersion}, kind: ${kind}, metadata: { name: ${name}, namespace: shop${meta} }, ${body} }`;
const labelled = (i: number, labels: string, spec = '') =>
  object(
    'v1',
    'Pod',
    `p${i}`,
    `spec: { ${spec}containers: [{ name: c, image: i, ports: [{ containerPort: 8080 }] }] }`,
    `, labels: { ${labels} }`,
  );
const onePod = (container: string, spec = '') =>
  object('v1', 'Pod', 'a', `spec: { ${spec}containers: [{ name: c, image: i, ${container} }] }`);
const service = (i: number, selector: string) =>
  object('v1', 'Service', `s${i}`, `spec: { selector: { ${selector} }, ports: [{ port: 80, targetPort: 8080 }] }`);
const deployment = (i: number, labels: string) =>
  object(
    'apps/v1',
    'Deployment',
    `d${i}`,
    `spec: { replicas: 2, selector: { matchLabels: { ${labels} } }, template: { metadata: { labels: { ${labels} } }, `
      + 'spec: { containers: [{ name: c, image: i }] } } }',
  );
const policy = (i: number, spec: string) => object('networking.k8s.io/v1', 'NetworkPolicy', `n${i}`, `spec: { ${spec} }`);
const RBAC = 'rbac.authorization.k8s.io';
const role = (i: number, rules: string) => object(`${RBAC}/v1`, 'Role', `r${i}`, `rules: [${rules}]`);
const binding = (i: number, of: string, subjects: string) =>
  object(`${RBAC}/v1`, 'RoleBinding', `b${i}`, `roleRef: { apiGroup: ${RBAC}, kind: Role, name: ${of} }, subjects: [${subjects}]`);
const RULE = '{ apiGroups: [""], resources: [pods], verbs: [get, list] }';
const account = (i: number | string) => `{ kind: ServiceAccount, name: a${i}, namespace: shop }`;
const namespace = (i: number) => `{ apiVersion: v1, kind: Namespace, metadata: { name: ns${i}, labels: { team: t${i}, all: "yes" } } }`;

function aggregated(count: number): string {
  return each(count, (i) => {
    const meta = (name: string) => `metadata: { name: ${name}${i}, labels: { r${i}: "yes" } }`;
    const next = (i + 1) % count;
    return (
      `---\napiVersion: ${RBAC}/v1\nkind: ClusterRole\n${meta('r')}\n`
      + `aggregationRule: { clusterRoleSelectors: [{ matchLabels: { r${next}: "yes" } }] }\nrules: []\n`
      + `---\napiVersion: ${RBAC}/v1\nkind: ClusterRoleBinding\n${meta('b')}\n`
      + `roleRef: { apiGroup: ${RBAC}, kind: ClusterRole, name: r${i} }\n`
      + `subjects: [{ apiGroup: ${RBAC}, kind: User, name: u${i} }]\n`
    );
  });
}

/** Rules that meet one another, so that what is left to each has to be searched for. */
function auditPolicy(count: number): string {
  return (
    'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n'
    + each(
      count,
      (i) =>
        `- { level: Metadata, users: [u${i}, v${i % 7}], verbs: [get, x${i % 5}], namespaces: [n${i % 11}], `
        + `resources: [{ group: "", resources: [pods, r${i % 13}] }] }\n`,
    )
  );
}

const auditLists = (count: number) =>
  'apiVersion: audit.k8s.io/v1\nkind: Policy\nrules:\n'
  + `- { level: Metadata, users: [${joined(count, (i) => `u${i}`)}], namespaces: [${joined(count, (i) => `n${i}`)}] }\n- { level: RequestResponse }\n`;

/** How texts are written. */
const TEXTS: readonly InputRow[] = [
  ['items of a List in YAML', 2000, list(pod)],
  [
    'items of a List in JSON',
    2000,
    (count) => `{"apiVersion":"v1","kind":"List","items":[${each(count, (i) => `${jsonPod(i)},`)}${jsonPod(-1)}]}`,
  ],
  ['items of a List with a key written twice', 1000, list((i) => `${pod(i)}x: 1\nx: 2\n`)],
  ['JSON values on one line', 2000, (count) => each(count, (i) => `${jsonPod(i)} `)],
  ['JSON values, one a line', 2000, (count) => each(count, (i) => `${jsonPod(i)}\n`)],
  ['separators with text behind them', 20_000, (count) => '--- x\n'.repeat(count)],
  ['documents that cannot be read', 5000, (count) => '---\na: [\n'.repeat(count)],
  ['documents with a byte-order mark', 2000, (count) => each(count, (i) => `---\n\ufeff${pod(i)}`)],
  ['"{{" in a text that cannot be read', 200_000, (count) => `a: "${'{{'.repeat(count)}"\n b: c\n`],
  ['"{{" in keys that cannot be read', 20_000, (count) => each(count, (i) => `---\n{{ x${i} }}: [\n`)],
  ['blocks of text before a tab', 20_000, (count) => `${each(count, (i) => `k${i}: |\n  text\n`)}last: "\t"\n`],
  ['tabs in a block of text', 50_000, (count) => `k: |\n  a\n${'  \tx\n'.repeat(count)}`],
  ['tabs for indentation', 20_000, (count) => `a: b\n${'\t\n'.repeat(count)}c: [\n`],
  ['comments', 200_000, (count) => `${'# x\n'.repeat(count)}${pod(0)}`],
  ['comments behind fields', 20_000, (count) => `a:\n${each(count, (i) => `  k${i}: 1 # x\n`)}`],
  ['lines that end with CR LF', 2000, (count) => documents(count, pod).replaceAll('\n', '\r\n')],
  ['aliases of one anchor', 5000, (count) => `a: &a { x: 1 }\nb: [${joined(count, () => '*a')}]\n`],
  ['anchors', 5000, (count) => `${each(count, (i) => `a${i}: &a${i} x\n`)}b: [${joined(count, (i) => `*a${i}`)}]\n`],
  ['merge keys', 5000, (count) => `a: &a { x: 1 }\n${each(count, (i) => `b${i}: { <<: *a }\n`)}`],
  ['lines of a plain text', 400_000, (count) => `a: x\n${'  word\n'.repeat(count)}`],
  ['escapes in a text', 100_000, (count) => `a: "${'\\x41\\\n '.repeat(count)}"\n`],
  ['characters of base64', 400_000, (count) => `k: !!binary ${'QUJD'.repeat(count / 4)}\n`],
  ['keys of a mapping', 20_000, (count) => each(count, (i) => `k${i}: 1\n`)],
  ['one key, many times', 20_000, (count) => `a:\n${'  k: 1\n'.repeat(count)}`],
  ['levels of nesting in YAML', 20_000, (count) => '['.repeat(count)],
  ['levels of nesting in JSON', 20_000, (count) => `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`],
  ['characters of names', 100_000, (count) => pod(0, `  labels: { ${'y.'.repeat(count / 2)}: ${'x'.repeat(count)} }\n`)],
];

/** Objects, and what stands in one. */
const OBJECTS: readonly InputRow[] = [
  ['objects with a waiver of their own', 1000, (count) => documents(count, (i) => pod(i, waived))],
  ['objects of one name', 2000, (count) => documents(count, () => pod(0))],
  ['objects of one name, each another', 2000, (count) => documents(count, (i) => pod(0, `  labels: { a: b${i} }\n`))],
  ['namespaces', 1000, (count) => documents(count, namespace)],
  ['kinds', 2000, (count) => documents(count, (i) => object(`x${i}.example.com/v1`, `K${i}`, 'a', 'spec: { a: 1 }'))],
  [
    'findings on one line',
    500,
    (count) =>
      object(
        'v1',
        'Pod',
        'a',
        `spec: { containers: [${joined(count, (i) => `{ name: c${i}, image: i, securityContext: { privileged: true } }`)}] }`,
      ),
  ],
  [
    'containers',
    500,
    (count) =>
      `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop }\nspec:\n  containers:\n${each(count, (i) => `  - { name: c${i}, image: i, ports: [{ containerPort: ${i + 1} }] }\n`)}`,
  ],
  ['env', 5000, (count) => onePod(`env: [${joined(count, (i) => `{ name: V${i}, value: v${i} }`)}]`)],
  [
    'env that refers to env',
    5000,
    (count) => onePod(`command: [etcd], env: [${joined(count, (i) => `{ name: V${i + 1}, value: "$(V${i})$(V${i})" }`)}]`),
  ],
  ['args', 10_000, (count) => onePod(`args: [${joined(count, (i) => `"--x${i}=y"`)}]`)],
  ['flags of the API server', 10_000, (count) => onePod(`command: [kube-apiserver, ${joined(count, (i) => `"--x${i}=y"`)}]`)],
  ['one flag of the API server', 10_000, (count) => onePod(`command: [kube-apiserver, ${joined(count, () => '--audit-log-path=/a')}]`)],
  ['flags of etcd in a script', 5000, (count) => onePod(`command: [sh, -c, "etcd ${each(count, (i) => ` --x${i}=y`)}"]`)],
  [
    'volumes and their mounts',
    1000,
    (count) =>
      onePod(
        `volumeMounts: [${joined(count, (i) => `{ name: v${i}, mountPath: /m${i} }`)}]`,
        `volumes: [${joined(count, (i) => `{ name: v${i}, emptyDir: {} }`)}], `,
      ),
  ],
  [
    'host paths',
    1000,
    (count) =>
      onePod(
        `volumeMounts: [${joined(count, (i) => `{ name: v${i}, mountPath: /m/${i} }`)}]`,
        `volumes: [${joined(count, (i) => `{ name: v${i}, hostPath: { path: /h/${i} } }`)}], `,
      ),
  ],
  [
    'labels of a pod',
    5000,
    (count) =>
      labelled(
        0,
        joined(count, (i) => `l${i}: x`),
      ),
  ],
  ['tolerations', 2000, (count) => onePod('', `tolerations: [${joined(count, (i) => `{ key: k${i} }`)}], `)],
  ['keys of a ConfigMap', 5000, (count) => object('v1', 'ConfigMap', 'a', `data: { ${joined(count, (i) => `k${i}: "password=x${i}"`)} }`)],
  [
    'lines of a ConfigMap',
    20_000,
    (count) =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a, namespace: shop }\ndata:\n  a.conf: |\n${each(count, (i) => `    key${i} = value\n`)}`,
  ],
  [
    'templates of a workflow',
    500,
    (count) =>
      object(
        'argoproj.io/v1alpha1',
        'Workflow',
        'a',
        `spec: { templates: [${joined(count, (i) => `{ name: t${i}, container: { image: i, command: [c] } }`)}] }`,
      ),
  ],
];

/** Objects that have to do with one another. */
const RELATIONS: readonly InputRow[] = [
  [
    'Services and pods, each its own',
    500,
    (count) => documents(count, (i) => `${labelled(i, `app: a${i}`)}\n---\n${service(i, `app: a${i}`)}`),
  ],
  ['Services of the same pods', 200, (count) => documents(count, (i) => `${labelled(i, 'app: a')}\n---\n${service(i, 'app: a')}`)],
  ['Services without pods', 1000, (count) => documents(count, (i) => service(i, `app: a${i}`))],
  ['Deployments of one selector', 300, (count) => documents(count, (i) => deployment(i, 'app: a'))],
  [
    'PodDisruptionBudgets of the same pods',
    200,
    (count) =>
      documents(
        count,
        (i) =>
          `${deployment(i, 'app: a')}\n---\n${object('policy/v1', 'PodDisruptionBudget', `p${i}`, 'spec: { maxUnavailable: 1, selector: { matchLabels: { app: a } } }')}`,
      ),
  ],
  [
    'autoscalers of one workload',
    500,
    (count) =>
      `${deployment(0, 'app: a')}\n${documents(count, (i) => object('autoscaling/v2', 'HorizontalPodAutoscaler', `h${i}`, 'spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: d0 }, minReplicas: 2, maxReplicas: 4 }'))}`,
  ],
  [
    'NetworkPolicies over the same pods',
    200,
    (count) =>
      documents(
        count,
        (i) =>
          `${labelled(i, 'app: a')}\n---\n${policy(i, 'podSelector: {}, policyTypes: [Ingress, Egress], ingress: [{ from: [{ podSelector: {} }] }], egress: [{ to: [{ podSelector: {} }] }]')}`,
      ),
  ],
  [
    'NetworkPolicies by namespace, and namespaces',
    200,
    (count) =>
      documents(
        count,
        (i) =>
          `${namespace(i)}\n---\n${policy(i, `podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key: team, operator: NotIn, values: [t${i}] }] } }] }]`)}`,
      ),
  ],
  [
    'peers of a NetworkPolicy',
    1000,
    (count) =>
      policy(
        0,
        `podSelector: {}, ingress: [{ from: [${joined(count, (i) => `{ ipBlock: { cidr: 10.${Math.floor(i / 256) % 256}.${i % 256}.0/24 } }`)}] }]`,
      ),
  ],
  ['Roles and their bindings', 500, (count) => documents(count, (i) => `${role(i, RULE)}\n---\n${binding(i, `r${i}`, account(i))}`)],
  ['bindings of one Role and account', 500, (count) => `${role(0, RULE)}\n${documents(count, (i) => binding(i, 'r0', account(0)))}`],
  [
    'rules of a Role',
    1000,
    (count) =>
      `${role(
        0,
        joined(count, (i) => `{ apiGroups: [""], resources: [pods], resourceNames: [n${i}], verbs: [get, patch] }`),
      )}\n---\n${binding(0, 'r0', account(0))}`,
  ],
  ['subjects of a binding', 1000, (count) => `${role(0, RULE)}\n---\n${binding(0, 'r0', joined(count, account))}`],
  ['pods of one account', 500, (count) => documents(count, (i) => labelled(i, 'app: a', 'serviceAccountName: a0, '))],
  [
    'ResourceQuotas over the same pods',
    200,
    (count) =>
      documents(
        count,
        (i) =>
          `${labelled(i, 'app: a')}\n---\n${object('v1', 'ResourceQuota', `q${i}`, 'spec: { hard: { pods: "10", requests.cpu: "1" } }')}`,
      ),
  ],
  [
    'LimitRanges over the same pods',
    200,
    (count) =>
      documents(
        count,
        (i) =>
          `${labelled(i, 'app: a')}\n---\n${object('v1', 'LimitRange', `q${i}`, 'spec: { limits: [{ type: Container, default: { cpu: "1" } }] }')}`,
      ),
  ],
  [
    'Ingresses of one host',
    500,
    (count) =>
      documents(count, (i) =>
        object(
          'networking.k8s.io/v1',
          'Ingress',
          `i${i}`,
          'spec: { rules: [{ host: a.example.com, http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: s0, port: { number: 80 } } } }] } }] }',
        ),
      ),
  ],
  [
    'webhooks',
    500,
    (count) =>
      `{ apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: { name: a }, webhooks: [${joined(count, (i) => `{ name: w${i}.example.com, failurePolicy: Ignore, sideEffects: None, admissionReviewVersions: [v1], clientConfig: { service: { name: s, namespace: shop } }, rules: [{ apiGroups: ["*"], apiVersions: ["*"], operations: ["*"], resources: ["*"] }] }`)}] }`,
  ],
  ['ClusterRoles that aggregate one another', 100, aggregated],
  [
    'waivers of a file, and findings',
    500,
    (count) => ({
      'a.yaml': documents(count, pod),
      'waivers.yaml': `waivers:\n${each(count, (i) => `- { rule: workloads/run-as-non-root, object: { kind: Pod, namespace: team-${i % 50}, name: p${i} }, reason: a bench, approvedBy: Ada, until: 2026-12-31 }\n`)}`,
    }),
    { waivers: [{ file: 'waivers.yaml' }] },
  ],
  [
    'waivers of one object',
    500,
    (count) =>
      pod(
        0,
        `  annotations:\n    cdk8s-hardened/waivers: |\n${each(count, () => '      - { rule: workloads/run-as-non-root, reason: a bench, approvedBy: Ada, until: 2026-12-31 }\n')}`,
      ),
  ],
];

const CERTIFICATE = `-----BEGIN CERTIFICATE-----\n${'QUJD'.repeat(200)}\n-----END CERTIFICATE-----\n`;

/** Files of nodes. */
const NODE_FILES: readonly InputRow[] = [
  ['rules of an audit policy', 500, auditPolicy],
  ['users of an audit policy', 5000, auditLists],
  ['lines of sshd_config', 5000, (count) => ({ 'rootfs/etc/ssh/sshd_config': each(count, (i) => `AllowUsers u${i}\n`) })],
  [
    'Match blocks of sshd_config',
    2000,
    (count) => ({ 'rootfs/etc/ssh/sshd_config': each(count, (i) => `Match User u${i}\nPasswordAuthentication yes\n`) }),
  ],
  [
    'includes of sshd_config',
    200,
    (count) => ({
      'rootfs/etc/ssh/sshd_config': 'Include /etc/ssh/sshd_config.d/*.conf\n',
      ...Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`rootfs/etc/ssh/sshd_config.d/${i}.conf`, 'PasswordAuthentication no\n']),
      ),
    }),
  ],
  ['quotes in sshd_config', 50_000, (count) => ({ 'rootfs/etc/ssh/sshd_config': `AllowUsers ${'"a" \\" '.repeat(count)}\n` })],
  [
    'rules of nftables',
    2000,
    (count) => ({
      'rootfs/etc/nftables.conf': `table inet x {\n chain input {\n  type filter hook input priority 0; policy drop;\n${each(count, (i) => `  ip saddr 10.0.${i % 256}.0/24 tcp dport 22 accept\n`)} }\n}\n`,
    }),
  ],
  [
    'addresses of a set of nftables',
    5000,
    (count) => ({
      'rootfs/etc/nftables.conf': `table inet x {\n chain input {\n  type filter hook input priority 0; policy drop;\n  ip saddr { ${joined(count, (i) => `10.${Math.floor(i / 256)}.${i % 256}.1`)} } tcp dport 22 accept\n }\n}\n`,
    }),
  ],
  [
    'certificates of a file',
    500,
    (count) => ({
      'rootfs/etc/kubernetes/pki/etcd/ca.crt': CERTIFICATE.repeat(count),
      'rootfs/etc/kubernetes/manifests/etcd.yaml': onePod('command: [etcd, --trusted-ca-file=/etc/kubernetes/pki/etcd/ca.crt]'),
    }),
  ],
  [
    'syscalls of a seccomp profile',
    5000,
    (count) => ({
      'rootfs/var/lib/kubelet/seccomp/a.json': JSON.stringify({
        defaultAction: 'SCMP_ACT_ERRNO',
        syscalls: Array.from({ length: count }, (_, i) => ({ names: [`s${i}`], action: 'SCMP_ACT_ALLOW' })),
      }),
    }),
  ],
  [
    'profiles of AppArmor',
    2000,
    (count) => ({ 'rootfs/etc/apparmor.d/a': each(count, (i) => `profile p${i} flags=(complain) {\n  /** rw,\n}\n`) }),
  ],
  ['files', 500, (count) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}.yaml`, pod(i)]))],
  [
    'node files',
    500,
    (count) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`host/n${i}/etc/ssh/sshd_config`, 'PasswordAuthentication yes\n'])),
  ],
  [
    'resources of a kustomization',
    500,
    (count) => ({
      'kustomization.yaml': `resources:\n${each(count, (i) => `- f${i}.yaml\n`)}`,
      ...Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}.yaml`, pod(i)])),
    }),
  ],
];

export const INPUTS: readonly InputRow[] = [...TEXTS, ...OBJECTS, ...RELATIONS, ...NODE_FILES];
