// Writes the roles and bindings that a release of kube-apiserver makes when it starts: with the feature gates that are on by default, or,
// with the argument "all", with every feature gate.
package main

import (
	"encoding/json"
	"os"

	rbacv1 "k8s.io/api/rbac/v1"
	utilfeature "k8s.io/apiserver/pkg/util/feature"
	_ "k8s.io/kubernetes/pkg/features"
	"k8s.io/kubernetes/plugin/pkg/auth/authorizer/rbac/bootstrappolicy"
)

type policy struct {
	ClusterRoles        []rbacv1.ClusterRole        `json:"clusterRoles"`
	ClusterRoleBindings []rbacv1.ClusterRoleBinding `json:"clusterRoleBindings"`
	Roles               []rbacv1.Role               `json:"roles"`
	RoleBindings        []rbacv1.RoleBinding        `json:"roleBindings"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "all" {
		for name, spec := range utilfeature.DefaultMutableFeatureGate.GetAll() {
			if !spec.LockToDefault {
				// Some gates cannot be set together with others; what the policy looks at can.
				_ = utilfeature.DefaultMutableFeatureGate.SetFromMap(map[string]bool{string(name): true})
			}
		}
	}
	found := policy{
		ClusterRoles:        append(bootstrappolicy.ClusterRoles(), bootstrappolicy.ControllerRoles()...),
		ClusterRoleBindings: append(bootstrappolicy.ClusterRoleBindings(), bootstrappolicy.ControllerRoleBindings()...),
	}
	for _, roles := range bootstrappolicy.NamespaceRoles() {
		found.Roles = append(found.Roles, roles...)
	}
	for _, bindings := range bootstrappolicy.NamespaceRoleBindings() {
		found.RoleBindings = append(found.RoleBindings, bindings...)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
}
