import type { LabelSelector } from '../objects/label-selector';

/**
 * Labels of the pods that cert-manager creates in the namespace of a Certificate to solve HTTP-01 challenges.
 *
 * Source: pkg/apis/acme/v1/types.go and pkg/issuer/acme/http/http.go of https://github.com/cert-manager/cert-manager
 */
export const ACME_SOLVER_LABELS: Readonly<Record<string, string>> = { 'acme.cert-manager.io/http01-solver': 'true' };

/** The TCP port on which they listen. */
export const ACME_SOLVER_PORT = 8089;

/** True for a selector of these pods: no input has them, since they are created when a challenge is to be solved. */
export function selectsAcmeSolvers(selector: LabelSelector): boolean {
  return Object.keys(ACME_SOLVER_LABELS).some((key) => selector.valuesOf(key) !== undefined);
}
