import { ApiObject, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { Cidr, LabelledPods, Port, type IPods } from '../../../src';
import { isolate, makeApp, opened } from '../support';

const ports = [Port.tcp(5432)];
const tcp = [{ port: 5432, protocol: 'TCP' }];

describe('pods by their labels', () => {
  test('are in the namespace that is asked, or in those that are named', () => {
    const app = makeApp();
    const payments = isolate(app);
    const raw = new LabelledPods(payments, 'raw', { labels: { app: 'raw', tier: 'web' } });
    const elsewhere = new LabelledPods(payments, 'legacy', { labels: { app: 'old' }, namespaceNames: ['one', 'two', 'one'] });
    payments.allowTraffic({ fromPods: elsewhere, to: raw, ports });
    const peer = (name: string) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
      podSelector: { matchLabels: { app: 'old' } },
    });
    const policy = (name: string) => ({
      podSelector: { matchLabels: { app: 'raw', tier: 'web' } },
      policyTypes: ['Ingress'],
      ingress: [{ from: [peer(name)], ports: tcp }],
    });
    expect(opened(payments)).toEqual({ 'raw-from-one-legacy': policy('one'), 'raw-from-two-legacy': policy('two') });
  });

  test('are copied in', () => {
    const payments = isolate(makeApp());
    const [labels, namespaceNames] = [{ app: 'raw' } as Record<string, string>, ['payments']];
    const pods = new LabelledPods(payments, 'raw', { labels, namespaceNames });
    labels.other = 'x';
    namespaceNames.push('elsewhere');
    expect(pods.toPodSelectorConfig()).toEqual({ labelSelector: { matchLabels: { app: 'raw' } }, namespaces: { names: ['payments'] } });
    pods.toPodSelectorConfig().labelSelector.matchLabels.other = 'x';
    pods.toPodSelectorConfig().namespaces.names.push('elsewhere');
    expect(pods.toPodSelectorConfig()).toEqual({ labelSelector: { matchLabels: { app: 'raw' } }, namespaces: { names: ['payments'] } });
  });

  test.each<[string, ConstructorParameters<typeof LabelledPods>[2], string]>([
    [
      'no label',
      { labels: {} },
      'no pod label is given, so every pod of the namespace would be meant. Name labels that only those pods carry.',
    ],
    [
      'labels unset',
      {} as never,
      'no pod label is given, so every pod of the namespace would be meant. Name labels that only those pods carry.',
    ],
    ['no label label', { labels: { a: ' ' } }, '"a": " " is not a label, so no pod would be meant. Write a label that the pods carry.'],
    [
      'no namespace',
      { labels: { a: 'b' }, namespaceNames: [] },
      'namespaceNames is an empty list, so no pod is meant. Omit it for the namespace whose method is called, or name the namespaces of '
        + 'the pods.',
    ],
    [
      'no namespace name',
      { labels: { a: 'b' }, namespaceNames: ['a', 'B'] },
      '"B" is not the name of a namespace, so no pod would be meant. Write the name of the namespace of the pods.',
    ],
  ])('refused: %s', (_, props, message) => {
    expect(() => new LabelledPods(isolate(makeApp()), 'p', props)).toThrow(new Error(`payments/p: ${message}`));
  });
});

describe('what is taken for pods', () => {
  const app = makeApp();
  const payments = isolate(app);
  const to = new LabelledPods(payments, 'db', { labels: { app: 'db' } });
  const unclear = 'so it is unclear which pods are meant.';

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'fromPods is missing'],
    ['null', null, 'fromPods is missing'],
    ['a name', 'api', 'fromPods is not pods'],
    ['a Service', new kplus.Service(payments, 'service', { ports: [{ port: 1 }] }), 'fromPods (payments/service) is not pods'],
    [
      'a raw object',
      new ApiObject(payments, 'raw', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'raw' } }),
      'fromPods (payments/raw) is not pods',
    ],
  ])('%s is not', (_, fromPods, fact) => {
    expect(() => payments.allowTraffic({ fromPods: fromPods as IPods, to, ports })).toThrow(
      new Error(
        `payments: ${fact}, ${unclear} Give a workload, a pod or Pods.select(…) of cdk8s-plus, or LabelledPods for pods `
          + 'that something else makes.',
      ),
    );
  });

  class Selector {
    public readonly labels = { app: 'api' };
  }
  const kube = (value: unknown) => ({ _toKube: () => value });
  const labels = 'says in an unknown form which labels its pods have';
  const namespaces = 'says in an unknown form in which namespaces its pods are';
  const labelSelector = { matchLabels: { app: 'api' } };
  let count = 0;
  const saying = (config: unknown) => Object.assign(new Construct(payments, `said-${count++}`), { toPodSelectorConfig: () => config });

  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'says nothing that can be read'],
    ['a text', 'app=api', 'says nothing that can be read'],
    ['no selector', {}, labels],
    ['a selector as text', { labelSelector: 'app=api' }, labels],
    ['a selector of a class without a way to tell its labels', { labelSelector: new Selector() }, labels],
    ['a selector that tells nothing', { labelSelector: kube(undefined) }, labels],
    ['a selector with a part that is not known', { labelSelector: kube({ matchLabels: {}, matchFields: [] }) }, labels],
    ['labels that are a list', { labelSelector: kube({ matchLabels: ['app'] }) }, labels],
    ['a label that is a number', { labelSelector: kube({ matchLabels: { app: 1 } }) }, labels],
    ['expressions that are a mapping', { labelSelector: kube({ matchExpressions: {} }) }, labels],
    ['an expression without operator', { labelSelector: kube({ matchExpressions: [{ key: 'a' }] }) }, labels],
    ['an expression that is a text', { labelSelector: kube({ matchExpressions: ['a'] }) }, labels],
    ['values that are a text', { labelSelector: kube({ matchExpressions: [{ key: 'a', operator: 'In', values: 'b' }] }) }, labels],
    ['namespaces as text', { labelSelector, namespaces: 'payments' }, namespaces],
    ['names as text', { labelSelector, namespaces: { names: 'payments' } }, namespaces],
    ['a name that is a number', { labelSelector, namespaces: { names: [1] } }, namespaces],
    [
      'a selector of namespaces that cannot be read',
      { labelSelector, namespaces: { names: ['a'], labelSelector: new Selector() } },
      namespaces,
    ],
  ])('refused where it says %s', (_, config, fact) => {
    const pods = saying(config) as IPods;
    expect(() => payments.allowToCidr({ fromPods: pods, cidr: Cidr.of('192.0.2.0/28'), ports })).toThrow(
      new Error(
        `payments: fromPods (${pods.node.path}) ${fact}, ${unclear} Use a release of cdk8s-plus that README names, or LabelledPods.`,
      ),
    );
  });

  test('nothing of that was opened', () => expect(payments.allowPolicies).toEqual([]));

  test('what it says is read whole', () => {
    const shop = isolate(makeApp(), 'shop');
    const pods = Object.assign(new Construct(new Chart(shop, 'c'), 'p'), {
      toPodSelectorConfig: () => ({
        labelSelector: kube({
          matchLabels: { app: 'api' },
          matchExpressions: [
            { key: 'tier', operator: 'In', values: ['web'] },
            { key: 'x', operator: 'Exists', values: undefined },
          ],
        }),
        namespaces: { names: ['shop'], labelSelector: kube({}) },
      }),
    });
    shop.allowToCidr({ fromPods: pods, cidr: Cidr.of('192.0.2.0/28'), ports });
    expect(opened(shop)).toMatchObject({
      'p-to-cidr-192-0-2-0-28': {
        podSelector: {
          matchLabels: { app: 'api' },
          matchExpressions: [
            { key: 'tier', operator: 'In', values: ['web'] },
            { key: 'x', operator: 'Exists' },
          ],
        },
      },
    });
  });
});

test('ports without protocol, and ranges that are none, are refused', () => {
  const payments = isolate(makeApp());
  const to = new LabelledPods(payments, 'db', { labels: { app: 'db' } });
  expect(() => payments.allowTraffic({ fromPods: to, to, ports: [5432 as unknown as Port] })).toThrow(
    new Error('payments: ports holds 5432, which does not say of which protocol it is. Write a port such as Port.tcp(8443).'),
  );
  expect(() => payments.allowTraffic({ fromPods: to, to } as never)).toThrow(
    new Error(
      'payments: ports is missing or empty, which a NetworkPolicy takes for every port. Name the ports that are needed, such as '
        + 'Port.tcp(8443).',
    ),
  );
  expect(() => payments.allowToCidr({ fromPods: to, cidr: '10.0.0.0' as never, ports })).toThrow(
    new Error('payments: "10.0.0.0" has no mask, so it is not a range. For this one address write "10.0.0.0/32".'),
  );
});
