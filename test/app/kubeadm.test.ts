import { Construct } from 'constructs';
import { HardenedApp, HardenedControlPlane, KubeadmJoin, type KubeadmJoinProps, type KubeadmNode } from '../../src/app';
import { AuditPolicy } from '../../src/audit';
import { EtcdTlsConfig } from '../../src/etcd';
import { readYaml } from '../../src/text/yaml/yaml';

const place = () => new Construct(new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23', noConfig: true }), 'nodes');

function documents(firstNode: KubeadmNode | undefined) {
  const nodes = place();
  const plane = new HardenedControlPlane(nodes, 'plane', {
    version: '1.36.3',
    audit: new AuditPolicy(nodes, 'audit'),
    etcd: [new EtcdTlsConfig(nodes, 'etcd', { member: { name: 'one', address: '10.0.0.1' } })],
    firstNode,
  });
  return readYaml(plane.configFile.content).documents.map(({ value }) => value as any);
}

function join(props: KubeadmJoinProps = {}) {
  const nodes = place();
  const made = new KubeadmJoin(nodes, 'join', props);
  return { made, app: nodes.node.root as HardenedApp, configuration: readYaml(made.configFile.content).documents[0]!.value };
}

test('the first node is in the file of the control plane', () => {
  expect(documents({ address: '10.0.0.1' })[0]).toEqual({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'InitConfiguration',
    localAPIEndpoint: { advertiseAddress: '10.0.0.1' },
  });
  expect(documents({ address: '2001:db8::1' })[0].localAPIEndpoint).toEqual({ advertiseAddress: '2001:db8::1' });
  expect(documents(undefined).map(({ kind }) => kind)).toEqual(['ClusterConfiguration']);
});

test('nodes join by a file, as workers or with an API server', () => {
  const base = {
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'JoinConfiguration',
    discovery: { file: { kubeConfigPath: '/etc/kubernetes/discovery.conf' } },
  };
  const { made, configuration, app } = join();
  expect(configuration).toEqual(base);
  expect([made.configFile.path, made.configFile.nodes]).toEqual(['/etc/kubernetes/kubeadm-join.yaml', []]);
  expect(app.hardening.check().findings).toEqual([]);
  const second = join({ controlPlane: { address: '10.0.0.2' }, path: '/srv/join.yaml' });
  expect(second.configuration).toEqual({
    ...base,
    controlPlane: { localAPIEndpoint: { advertiseAddress: '10.0.0.2' } },
  });
  expect([second.made.configFile.path, second.made.configFile.nodes]).toEqual(['/srv/join.yaml', ['control-plane']]);
  expect(second.app.hardening.check().findings).toEqual([]);
});

test.each(['127.0.0.1', '127.1.2.3', '0.0.0.0', '::', '::1', 'one.example.com', '', '10.0.0.1:6443', '[2001:db8::1]'])(
  'refused: the address %j',
  (address) => {
    const message =
      `.address is ${JSON.stringify(address)}, which is not an IP address of one node, so kubeadm rejects it, or other nodes could not `
      + 'reach the API server. Write the address of the node, such as "10.0.0.1".';
    expect(() => documents({ address })).toThrow(new Error(`nodes/plane: firstNode${message}`));
    expect(() => join({ controlPlane: { address } })).toThrow(new Error(`nodes/join: controlPlane${message}`));
  },
);

test('refused: a discovery file that is not absolute', () => {
  expect(() => join({ discoveryFile: 'discovery.conf' })).toThrow(
    new Error(
      'nodes/join: discoveryFile is "discovery.conf", which is not an absolute path, so kubeadm would not find the file. Write a path such '
        + 'as "/etc/kubernetes/discovery.conf".',
    ),
  );
});
