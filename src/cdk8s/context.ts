import type { IConstruct } from 'constructs';
import { latestRelease } from '../kubernetes/releases/versions';
import { today } from '../text/dates';
import type { ImagePolicy } from './image-policy';

/** Context keys by which an app tells its constructs what it is made for. */
export const KUBERNETES_CONTEXT = 'cdk8s-hardened:kubernetes';
export const AS_OF_CONTEXT = 'cdk8s-hardened:as-of';
/** The app's image policy. */
export const IMAGE_POLICY_CONTEXT = 'cdk8s-hardened:image-policy';
/** Set by an app that writes host files itself. */
export const WRITES_HOST_FILES_CONTEXT = 'cdk8s-hardened:writes-host-files';

/** The day that counts as today for a construct: the app's, else the real one. */
export function asOfFor(scope: IConstruct): string {
  return (scope.node.tryGetContext(AS_OF_CONTEXT) as string | undefined) ?? today();
}

/** The minor release that a construct is made for: the app's, else the newest supported one. */
export function kubernetesFor(scope: IConstruct): string {
  return (scope.node.tryGetContext(KUBERNETES_CONTEXT) as string | undefined) ?? latestRelease(asOfFor(scope)).version;
}

/** What an app has told its constructs, as far as it has. */
export function madeFor({ node }: IConstruct): { readonly kubernetes?: string; readonly asOf?: string } {
  return {
    kubernetes: node.tryGetContext(KUBERNETES_CONTEXT) as string | undefined,
    asOf: node.tryGetContext(AS_OF_CONTEXT) as string | undefined,
  };
}

/** The image policy of a construct's app, if it has one. */
export function imagePolicyFor(scope: IConstruct): ImagePolicy | undefined {
  return scope.node.tryGetContext(IMAGE_POLICY_CONTEXT) as ImagePolicy | undefined;
}
