package kind

// rules are the kinds by which the server judges other objects.
func rules() []Kind {
	role := []Fixed{{Path: "roleRef"}}
	return []Kind{
		{Resource: Resource{Quota, "v1", "resourcequotas", true, false}, Embedded: true, Rule: RuleQuota},
		{Resource: Resource{LimitRange, "v1", "limitranges", true, false}, Embedded: true, Rule: RuleLimits},
		{Resource: Resource{Role, "v1", "roles", true, false}, Embedded: true, Rule: RuleRights},
		{Resource: Resource{ClusterRole, "v1", "clusterroles", false, false}, Embedded: true, Rule: RuleRights},
		{Resource: Resource{GroupKind{rbac, "RoleBinding"}, "v1", "rolebindings", true, false}, Embedded: true, Rule: RuleRights, Binds: true, Fixed: role},
		{Resource: Resource{GroupKind{rbac, "ClusterRoleBinding"}, "v1", "clusterrolebindings", false, false}, Embedded: true, Rule: RuleRights, Binds: true, Fixed: role},
		{Resource: Resource{GroupKind{admission, "ValidatingWebhookConfiguration"}, "v1", "validatingwebhookconfigurations", false, true}, Embedded: true, Rule: RuleAdmission},
		{Resource: Resource{GroupKind{admission, "MutatingWebhookConfiguration"}, "v1", "mutatingwebhookconfigurations", false, true}, Embedded: true, Rule: RuleAdmission},
		{Resource: Resource{GroupKind{admission, "ValidatingAdmissionPolicy"}, "v1", "validatingadmissionpolicies", false, true}, Embedded: true, Rule: RuleAdmission},
		{Resource: Resource{GroupKind{admission, "ValidatingAdmissionPolicyBinding"}, "v1", "validatingadmissionpolicybindings", false, true}, Embedded: true, Rule: RuleAdmission, Binds: true},
	}
}

// others are the kinds that no block of its own makes, and the block object does.
func others() []Kind {
	return []Kind{
		{Resource: Resource{GroupKind{"", "PodTemplate"}, "v1", "podtemplates", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{"", "ReplicationController"}, "v1", "replicationcontrollers", true, true}, Embedded: true},
		{Resource: Resource{GroupKind{networking, "Ingress"}, "v1", "ingresses", true, true}, Embedded: true},
		{Resource: Resource{GroupKind{networking, "IngressClass"}, "v1", "ingressclasses", false, true}, Embedded: true},
		{Resource: Resource{GroupKind{networking, "NetworkPolicy"}, "v1", "networkpolicies", true, true}, Embedded: true},
		{Resource: Resource{GroupKind{"scheduling.k8s.io", "PriorityClass"}, "v1", "priorityclasses", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{storage, "CSIDriver"}, "v1", "csidrivers", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{storage, "VolumeAttributesClass"}, "v1", "volumeattributesclasses", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{"node.k8s.io", "RuntimeClass"}, "v1", "runtimeclasses", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{resources, "DeviceClass"}, "v1", "deviceclasses", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{resources, "ResourceClaim"}, "v1", "resourceclaims", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{resources, "ResourceClaimTemplate"}, "v1", "resourceclaimtemplates", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{flowcontrol, "FlowSchema"}, "v1", "flowschemas", false, true}, Embedded: true},
		{Resource: Resource{GroupKind{flowcontrol, "PriorityLevelConfiguration"}, "v1", "prioritylevelconfigurations", false, true}, Embedded: true},
		{Resource: Resource{GroupKind{"apiregistration.k8s.io", "APIService"}, "v1", "apiservices", false, false}, Embedded: true},
	}
}
