import { hardenedPolicyPack } from 'cdk8s-hardened-pulumi/policy';

hardenedPolicyPack('cdk8s-hardened', { kubernetes: '1.36' });
