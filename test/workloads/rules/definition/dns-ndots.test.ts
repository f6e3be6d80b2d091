import { dnsNdots } from '../../../../src/workloads/rules/definition/dns-ndots';
import { findings } from '../../../support/findings';
import { pod, table } from '../../../support/pods';

const dns = (...options: readonly unknown[]) => pod({ dnsConfig: { options } });
const unset = 'Pod api spec.dnsConfig.options: ndots is 5, and at most 2 is allowed';
const at = (index: number, text: string) => `Pod api spec.dnsConfig.options[${index}].value: ${text}`;

table(
  dnsNdots,
  [
    ['unset, null, empty', [pod(), pod({ dnsConfig: null }), dns()], [unset, unset, unset]],
    [
      'as many, fewer, none',
      [dns({ name: 'ndots', value: '2' }), dns({ name: 'ndots', value: '1' }), dns({ name: 'ndots', value: '0' })],
      [],
    ],
    ['more', dns({ name: 'timeout', value: '1' }, { name: 'ndots', value: '3' }), [at(1, 'ndots is 3, and at most 2 is allowed')]],
    ['without a value', dns({ name: 'ndots' }), [at(0, 'ndots is 5, and at most 2 is allowed')]],
    ['twice', dns({ name: 'ndots', value: '5' }, { name: 'ndots', value: '2' }), []],
    ['a wrong type', dns({ name: 'ndots', value: 2 }), [`? ${at(0, 'ndots is 2, not a number')}`]],
    ['not a number', dns({ name: 'ndots', value: '' }), [`? ${at(0, 'ndots is "", not a number')}`]],
    ['outside of the DNS of the cluster', [pod({ dnsPolicy: 'Default' }), pod({ dnsPolicy: 'None' }), pod({ hostNetwork: true })], []],
    ['in the network of the host with it', pod({ hostNetwork: true, dnsPolicy: 'ClusterFirstWithHostNet' }), [unset]],
  ],
  { most: 2 },
);

test('unset, the rule asks nothing', () => expect(findings(dnsNdots, [pod()])).toEqual([]));
