import { adminGroupSubject } from './admin-group-subject';
import { anonymousSubject } from './anonymous-subject';
import { authenticatedSubject } from './authenticated-subject';
import { builtInRoleBinding } from './built-in-role-binding';
import { clusterAdminBinding } from './cluster-admin-binding';
import { clusterScope } from './cluster-scope';
import { crossNamespaceSubject } from './cross-namespace-subject';
import { danglingRoleRef } from './dangling-role-ref';
import { defaultServiceAccountBinding } from './default-service-account-binding';
import { escalationVerbs } from './escalation-verbs';
import { powerfulGrantRules } from './powerful-grants';
import { resourceNamesWithoutEffect } from './resource-names-without-effect';
import { serviceAccountGroupSubject } from './service-account-group-subject';
import { wildcards } from './wildcards';
import type { AnyRule } from '../../engine/rule';

/** The rules of this room, in the order of the documentation. */
export const rbacRules: readonly AnyRule[] = [
  wildcards, escalationVerbs, ...powerfulGrantRules, resourceNamesWithoutEffect,
  clusterAdminBinding, builtInRoleBinding, adminGroupSubject, anonymousSubject, authenticatedSubject, serviceAccountGroupSubject,
  defaultServiceAccountBinding, crossNamespaceSubject, clusterScope, danglingRoleRef,
];
