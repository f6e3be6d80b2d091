import { App } from 'cdk8s';
import { Construct } from 'constructs';
import { EtcdTopology, HardenedApp, HardenedControlPlane, type HardenedControlPlaneProps } from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { CATALOG } from '../../src/catalog';
import { HostFile } from '../../src/cdk8s/host-file';
import { EtcdTlsConfig } from '../../src/etcd';
import { readYaml } from '../../src/text/yaml/yaml';
import { findings } from '../support/findings';

const MEMBERS = [
  { name: 'etcd-1', address: '10.0.0.1' },
  { name: 'etcd-2', address: '10.0.0.2' },
];

function build(more: Partial<HardenedControlPlaneProps> = {}) {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23' });
  const nodes = new Construct(app, 'nodes');
  const audit = new AuditPolicy(nodes, 'audit');
  const etcd = MEMBERS.map((member) => new EtcdTlsConfig(nodes, member.name, { member, cluster: MEMBERS }));
  const plane = new HardenedControlPlane(nodes, 'plane', { version: '1.36.3', audit, etcd, ...more });
  return { app, audit, etcd, plane, config: readYaml(plane.configFile.content).documents[0]!.value as any };
}

test('kubeadm runs etcd: its flags, and the audit policy with its mounts', () => {
  const { config, audit, etcd } = build({ endpoint: 'api.example.com:6443' });
  expect(config).toMatchObject({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    kubernetesVersion: 'v1.36.3',
    controlPlaneEndpoint: 'api.example.com:6443',
  });
  expect(config.etcd).toEqual({ local: { extraArgs: etcd[0]!.kubeadmExtraArgs() } });
  expect(Object.fromEntries(config.apiServer.extraArgs.map(({ name, value }: any) => [name, value]))).toEqual(audit.apiServerFlags);
  expect(config.apiServer.extraVolumes).toEqual(audit.hostPathMounts);
});

test('somebody else runs etcd: endpoints and certificates', () => {
  const { config, etcd } = build({ etcdTopology: EtcdTopology.EXTERNAL });
  const flags = etcd[0]!.apiServerFlags;
  expect(config.etcd).toEqual({
    external: {
      endpoints: ['https://10.0.0.1:2379', 'https://10.0.0.2:2379'],
      caFile: flags['etcd-cafile'],
      certFile: flags['etcd-certfile'],
      keyFile: flags['etcd-keyfile'],
    },
  });
  expect(config).not.toHaveProperty('controlPlaneEndpoint');
});

test.each([EtcdTopology.STACKED, EtcdTopology.EXTERNAL])('no rule of the catalogue objects to the file (%s)', (etcdTopology) => {
  const { app } = build({ etcdTopology });
  const report = JSON.parse(app.hardening.check().json);
  expect(report.findings.map(({ rule, status, message }: any) => `${status} ${rule}: ${message}`)).toEqual([]);
});

test("further flags are added; path, nodes and lists are the caller's", () => {
  const nodes = ['masters'];
  const { config, plane } = build({ apiServerFlags: { profiling: 'false' }, path: '/srv/kubeadm.yaml', nodes });
  nodes.push('workers');
  expect(config.apiServer.extraArgs).toContainEqual({ name: 'profiling', value: 'false' });
  expect(plane.configFile).toBeInstanceOf(HostFile);
  expect([plane.configFile.path, plane.configFile.nodes]).toEqual(['/srv/kubeadm.yaml', ['masters']]);
});

describe('refusals', () => {
  const refusal = (more: Partial<HardenedControlPlaneProps>) => {
    try {
      build(more);
    } catch (error) {
      return (error as Error).message;
    }
    return 'accepted';
  };

  test.each<[string, Partial<HardenedControlPlaneProps>, string]>([
    [
      'a minor alone',
      { version: '1.36' },
      'nodes/plane: version is "1.36", but the app is made for Kubernetes 1.36, and kubeadm needs one exact release of it. Write a '
        + 'release such as "1.36.2".',
    ],
    [
      'another minor',
      { version: '1.35.2' },
      'nodes/plane: version is "1.35.2", but the app is made for Kubernetes 1.36, and kubeadm needs one exact release of it. Write a '
        + 'release such as "1.36.2".',
    ],
    [
      'no etcd',
      { etcd: [] },
      'nodes/plane: no member of etcd is given, so the API server would have no store. Give at least one EtcdTlsConfig.',
    ],
    [
      'a flag of the audit policy',
      { apiServerFlags: { 'audit-log-path': '-' } },
      'nodes/plane: --audit-log-path is set by nodes/audit and by apiServerFlags, so one of the two would have no effect. Set it in '
        + 'one place.',
    ],
    [
      'a flag of etcd',
      { apiServerFlags: { 'etcd-servers': 'http://10.0.0.1:2379' } },
      'nodes/plane: --etcd-servers is set by apiServerFlags and by nodes/etcd-1, so one of the two would have no effect. Set it in '
        + 'one place.',
    ],
  ])('%s', (_, more, message) => {
    expect(refusal(more)).toBe(message);
  });

  test.each([
    '',
    ' ',
    'api.example.com:0',
    'api.example.com:65536',
    'api.example.com:',
    'https://api.example.com',
    'api_1:6443',
    'API:6443',
    '10.0.0.256',
    '[api]:6443 ',
    ':6443',
  ])('endpoint %j', (endpoint) => {
    expect(refusal({ endpoint })).toBe(
      `nodes/plane: endpoint is ${JSON.stringify(endpoint)}, which is not an address of API servers, so kubeadm refuses `
        + 'the configuration. Write an IP address or a DNS name, and a port if you like, such as "api.example.com:6443".',
    );
  });

  test.each(['api', 'api.example.com:6443', '10.0.0.1', '10.0.0.1:443', '2001:db8::1', '[2001:db8::1]:6443'])(
    'not endpoint %s',
    (endpoint) => {
      expect(build({ endpoint }).config.controlPlaneEndpoint).toBe(endpoint);
    },
  );

  test('members of two clusters', () => {
    const scope = new Construct(new App(), 'other');
    const stranger = new EtcdTlsConfig(scope, 'stranger', {
      member: { name: 's', address: '10.9.9.9' },
      cluster: [{ name: 's', address: '10.9.9.9' }],
    });
    const own = new EtcdTlsConfig(scope, 'own', { member: MEMBERS[0]!, cluster: MEMBERS });
    expect(refusal({ etcd: [own, stranger] })).toBe(
      'nodes/plane: other/own and other/stranger give the API server different flags for etcd, so they do not belong to one cluster. '
        + 'Give every member the same cluster, ports and certificates of the API server.',
    );
  });
});

test('the file is what rules see: a flag that somebody takes away is found', () => {
  const { config } = build();
  const without = {
    ...config,
    apiServer: { ...config.apiServer, extraArgs: config.apiServer.extraArgs.filter(({ name }: any) => name !== 'audit-policy-file') },
  };
  const rule = CATALOG.find(({ id }) => id === 'audit/policy-file-flag')!;
  expect(findings(rule, JSON.stringify(without))).toHaveLength(1);
  expect(findings(rule, JSON.stringify(config))).toEqual([]);
});
