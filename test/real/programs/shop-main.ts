import { YamlOutputType } from 'cdk8s';
import { shop } from './shop';

/** The program that `cdk8s synth` runs: what differs from run to run is in the environment. */
const { SHOP_KUBERNETES, SHOP_SUFFIX, SHOP_TYPE, SHOP_PRIVILEGED } = process.env as Record<string, string>;
shop({
  kubernetes: SHOP_KUBERNETES!,
  suffix: SHOP_SUFFIX!,
  privileged: SHOP_PRIVILEGED === 'true',
  yamlOutputType: YamlOutputType[SHOP_TYPE as keyof typeof YamlOutputType],
}).synth();
