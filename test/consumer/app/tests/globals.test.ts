import { ApiObject, App, Chart } from 'cdk8s';
import { HardenedApp, HostFile, IsolatedNamespace } from 'cdk8s-hardened';

test('the matchers judge', () => {
  const app = new HardenedApp({ kubernetes: '1.36', asOf: '2026-11-23' });
  const payments = new IsolatedNamespace(app, 'payments', { informationSystem: 'payments' });
  expect(app).toPassHardening();
  expect(payments).not.toViolate('workloads/privileged');
  const pod = new ApiObject(payments, 'api', {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'api' },
    spec: { hostPID: true, containers: [{ name: 'api', image: 'registry.example.com/api' }] },
  });
  expect(pod).toViolate('workloads/host-namespaces');
  expect(() => expect(payments).toPassHardening({ failOn: 'high' })).toThrow('spec.hostPID');
  expect(() => expect(pod).not.toViolate('workloads/host-namespace')).toThrow('The nearest is workloads/host-namespaces');
  // @ts-expect-error -- the rule is required
  expect(() => expect(pod).toViolate()).toThrow('there is no rule undefined');
  // @ts-expect-error -- and options are known
  expect(() => expect(pod).toPassHardening({ profil: 'cis-1.12' })).toThrow('there is no option "profil"');
});

test('charts and host files are printed', () => {
  const app = new HardenedApp({ kubernetes: '1.36' });
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  new ApiObject(chart, 'settings', { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: 'settings' }, data: { b: '2', a: '1' } });
  new HostFile(chart, 'motd', { path: '/etc/motd', mode: '0644', content: { render: () => 'authorised use only\n' } });
  expect(chart).toMatchSnapshot();
  expect(new App()).toMatchSnapshot();
});
