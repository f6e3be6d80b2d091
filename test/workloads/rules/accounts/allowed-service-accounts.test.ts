import { allowedServiceAccounts } from '../../../../src/workloads/rules/accounts/allowed-service-accounts';
import { findings } from '../../../support/findings';
import { pod, table } from '../../../support/pods';
import { deployment } from '../../../support/workloads';

const inShop = (spec: object = {}) => pod(spec, { namespace: 'shop' });
const found = (name: string, label = 'Pod shop/api', place = 'spec') =>
  `${label} ${place}.serviceAccountName: the pod runs as the ServiceAccount ${name}, which is not allowed`;

table(
  allowedServiceAccounts,
  [
    ['allowed', inShop({ serviceAccountName: 'api' }), []],
    ['by pattern', pod({ serviceAccountName: 'runner-7' }, { namespace: 'build' }), []],
    ['another', inShop({ serviceAccountName: 'runner-7' }), [found('shop/runner-7')]],
    ['unset and empty', [inShop(), inShop({ serviceAccountName: '' })], [found('shop/default'), found('shop/default')]],
    ['the older field', inShop({ serviceAccount: 'deployer' }), [found('shop/deployer')]],
    ['a wrong type', inShop({ serviceAccountName: 7 }), []],
    ['no namespace', pod({ serviceAccountName: 'api' }), [found('default/api', 'Pod api')]],
    ['a template', deployment({}, { serviceAccountName: 'x' }), [found('default/x', 'Deployment api', 'spec.template.spec')]],
  ],
  { accounts: ['shop/api', 'build/runner-*'] },
);

test('unset, the rule asks nothing; an empty list allows none', () => {
  expect(findings(allowedServiceAccounts, [inShop()])).toEqual([]);
  expect(findings(allowedServiceAccounts, [inShop()], { options: { accounts: [] } })).toEqual([found('shop/default')]);
});
