// Compiled before jest is there: the types of the matchers must not need it.
import { hardeningMatchers, manifestSerializer, type HardeningMatcherOptions } from 'cdk8s-hardened/jest';

export const options: HardeningMatcherOptions = { kubernetes: '1.36', failOn: 'high' };
export const used = [hardeningMatchers.toViolate, manifestSerializer.test];
