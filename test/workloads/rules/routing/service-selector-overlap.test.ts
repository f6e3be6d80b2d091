import { serviceSelectorOverlap } from '../../../../src/workloads/rules/routing/service-selector-overlap';
import { table } from '../../../support/pods';

const service = (name: string, spec: unknown, namespace = 'shop') => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace },
  spec,
});
const api = { selector: { app: 'api', tier: 'back' }, ports: [{ port: 80 }] };
const lb = { ...api, type: 'LoadBalancer' };
const found = (name: string, other = 'api') =>
  `Service shop/${name} spec.selector: the Service ${other} leads to the same pods by the same port`;

table(serviceSelectorOverlap, [
  ['one', service('api', api), []],
  ['two', [service('api', api), service('web', api)], [found('web')]],
  ['three', [service('api', api), service('web', api), service('x', api)], [found('web'), found('x')]],
  ['labels in another order', [service('api', api), service('web', { ...api, selector: { tier: 'back', app: 'api' } })], [found('web')]],
  ['the type written out', [service('api', api), service('web', { ...api, type: 'ClusterIP' })], [found('web')]],
  [
    'one of the ports',
    [service('api', api), service('web', { ...api, ports: [{ port: 443 }, { port: 80, protocol: 'TCP' }] })],
    [found('web')],
  ],
  ['other ports', [service('api', api), service('web', { ...api, ports: [{ port: 443 }] })], []],
  ['another protocol', [service('api', api), service('web', { ...api, ports: [{ port: 80, protocol: 'UDP' }] })], []],
  ['headless', [service('api', api), service('web', { ...api, clusterIP: 'None' })], []],
  ['another type', [service('api', api), service('web', { ...api, type: 'NodePort' })], []],
  ['another family of addresses', [service('api', { ...api, ipFamilies: ['IPv4'] }), service('web', { ...api, ipFamilies: ['IPv6'] })], []],
  [
    'load balancers inside and outside',
    [service('api', lb), { ...service('web', lb), metadata: { name: 'web', namespace: 'shop', annotations: { internal: 'true' } } }],
    [],
  ],
  ['load balancers of two classes', [service('api', lb), service('web', { ...lb, loadBalancerClass: 'example.com/inside' })], []],
  ['load balancers alike', [service('api', lb), service('web', lb)], [found('web')]],
  ['another namespace', [service('api', api), service('web', api, 'other')], []],
  ['other labels', [service('api', api), service('web', { ...api, selector: { app: 'api' } })], []],
  ['no selector', [service('api', { ports: [{ port: 80 }] }), service('web', { ...api, selector: {} }), service('x', undefined)], []],
  ['the same one twice', [service('api', api), service('api', api)], []],
  ['an outside name', [service('api', { ...api, type: 'ExternalName' }), service('web', { ...api, type: 'ExternalName' })], []],
  ['a wrong type', [service('api', { ...api, ports: 'x' }), service('web', { ...api, ports: 'x' })], []],
]);
