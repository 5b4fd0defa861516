package kind

import (
	"slices"
	"strings"
)

// table is what is known of the kinds that every cluster has, and of those that
// blocks of the language make. A kind that is not in it is configuration of which
// nothing else is known.
func table() []Kind {
	return slices.Concat(scopes(), configuration(), services(), workloads(), policies(), made(), rules(), others(), custom())
}

// The columns of a Resource: kind, version, plural, namespaced, generation.

func scopes() []Kind {
	return []Kind{
		{Resource: Resource{Namespace, "v1", "namespaces", false, false}, Embedded: true, Names: LabelNames, Tier: TierScope},
		{Resource: Resource{Definition, "v1", "customresourcedefinitions", false, true}, Embedded: true, Tier: TierScope, Awaited: true},
	}
}

func configuration() []Kind {
	data := []Fixed{{Field: []string{"type"}}, {Field: []string{"immutable"}, Sealed: true}, {Field: []string{"data"}, Sealed: true}, {Field: []string{"binaryData"}, Sealed: true}}
	return []Kind{
		{Resource: Resource{ConfigMap, "v1", "configmaps", true, false}, Embedded: true, Fixed: data},
		{Resource: Resource{Secret, "v1", "secrets", true, false}, Embedded: true, Fixed: data},
		{Resource: Resource{ServiceAccount, "v1", "serviceaccounts", true, false}, Embedded: true, Rule: RuleNamed},
		{Resource: Resource{Claim, "v1", "persistentvolumeclaims", true, false}, Embedded: true, Awaited: true},
		{Resource: Resource{Volume, "v1", "persistentvolumes", false, false}, Embedded: true, Fixed: volume()},
		{Resource: Resource{StorageClass, "v1", "storageclasses", false, false}, Embedded: true,
			Fixed: fixed("provisioner", "parameters", "reclaimPolicy", "volumeBindingMode")},
	}
}

// fixed are parts of an object that cannot be changed.
func fixed(paths ...string) []Fixed {
	var all []Fixed
	for _, path := range paths {
		all = append(all, Fixed{Field: strings.Split(path, ".")})
	}
	return all
}

// volume is what cannot be changed of a volume: all that says where and how its data is
// stored.
func volume() []Fixed {
	expansion := []string{"spec", "csi", "controllerExpandSecretRef"}
	return []Fixed{
		{Field: []string{"spec"}, Except: []string{
			"capacity", "accessModes", "claimRef", "persistentVolumeReclaimPolicy", "storageClassName", "mountOptions",
			"volumeAttributesClassName", "nodeAffinity", "csi",
		}},
		{Field: []string{"spec", "nodeAffinity"}, SetOnce: true},
		{Field: expansion[:2], Except: expansion[2:]},
		{Field: expansion, SetOnce: true},
	}
}

func services() []Kind {
	return []Kind{
		{Resource: Resource{Service, "v1", "services", true, false}, Embedded: true, Names: LabelNames, Tier: TierService, Awaited: true, AwaitedType: "LoadBalancer",
			Fixed: []Fixed{{Field: []string{"spec", "clusterIP"}}, {Field: []string{"spec", "loadBalancerClass"}}, {Field: []string{"spec", "ipFamilies"}, First: true}}},
	}
}

func workloads() []Kind {
	template, selector := []string{"spec", "template"}, []string{"spec", "selector"}
	pods := []GroupKind{Pod}
	return []Kind{
		{Resource: Resource{Deployment, "v1", "deployments", true, true}, Embedded: true, Scaled: true, Tier: TierWorkload,
			Pods: KeepsPods, Awaited: true, Template: template, Selector: selector, Children: []GroupKind{Pod, ReplicaSet},
			Fixed: []Fixed{{Field: []string{"spec", "selector"}}}},
		{Resource: Resource{StatefulSet, "v1", "statefulsets", true, true}, Embedded: true, Scaled: true, Tier: TierWorkload,
			Pods: KeepsPods, Awaited: true, Template: template, Selector: selector, Children: pods, ClaimTemplates: []string{"spec", "volumeClaimTemplates"},
			Fixed: []Fixed{
				{Field: []string{"spec", "selector"}},
				{Field: []string{"spec", "serviceName"}, KeepsPods: true},
				{Field: []string{"spec", "volumeClaimTemplates"}, KeepsPods: true},
				{Field: []string{"spec", "podManagementPolicy"}, KeepsPods: true},
			}},
		{Resource: Resource{DaemonSet, "v1", "daemonsets", true, true}, Embedded: true, Tier: TierWorkload,
			Pods: KeepsPods, Awaited: true, PerNode: true, Template: template, Selector: selector, Children: pods,
			Fixed: []Fixed{{Field: []string{"spec", "selector"}}}},
		{Resource: Resource{Job, "v1", "jobs", true, true}, Embedded: true, Tier: TierWorkload,
			Pods: RunsPods, Awaited: true, Template: template, PodLabel: "batch.kubernetes.io/job-name", Children: pods,
			Fixed: []Fixed{{Field: []string{"spec"}, Except: []string{
				"parallelism", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished", "suspend", "maxFailedIndexes", "podReplacementPolicy",
			}}}},
		{Resource: Resource{CronJob, "v1", "cronjobs", true, true}, Embedded: true, Tier: TierWorkload,
			Pods: SchedulesPods, Template: []string{"spec", "jobTemplate", "spec", "template"}},
	}
}

func policies() []Kind {
	return []Kind{
		{Resource: Resource{Autoscaler, "v2", "horizontalpodautoscalers", true, false}, Embedded: true, Tier: TierPolicy},
		{Resource: Resource{Ingress, "v1", "ingresses", true, true}, Embedded: true, Tier: TierPolicy, Awaited: true},
		{Resource: Resource{DisruptionBudget, "v1", "poddisruptionbudgets", true, true}, Embedded: true, Names: SegmentNames, Tier: TierPolicy},
	}
}

// made is what controllers and the server make, people seldom write, and wl mostly
// only reads; and the leases with which it locks.
func made() []Kind {
	return []Kind{
		{Resource: Resource{Pod, "v1", "pods", true, false}, Embedded: true, Tier: TierWorkload, Awaited: true},
		{Resource: Resource{ReplicaSet, "v1", "replicasets", true, true}, Embedded: true, Tier: TierWorkload, Scaled: true, Unrolled: true, Awaited: true},
		{Resource: Resource{GroupKind{apps, "ControllerRevision"}, "v1", "controllerrevisions", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{"", "Node"}, "v1", "nodes", false, false}, Embedded: true},
		{Resource: Resource{Event, "v1", "events", true, false}, Embedded: true, Names: SegmentNames, FollowsOthers: true},
		{Resource: Resource{GroupKind{"events.k8s.io", "Event"}, "v1", "events", true, false}, Embedded: true, FollowsOthers: true},
		{Resource: Resource{GroupKind{"", "Endpoints"}, "v1", "endpoints", true, false}, Embedded: true, FollowsOthers: true},
		{Resource: Resource{GroupKind{discovery, "EndpointSlice"}, "v1", "endpointslices", true, false}, Embedded: true, FollowsOthers: true},
		{Resource: Resource{Lease, "v1", "leases", true, false}, Embedded: true, FollowsOthers: true},
		{Resource: Resource{GroupKind{metrics, "PodMetrics"}, "v1beta1", "pods", true, false}, FollowsOthers: true},
		{Resource: Resource{GroupKind{certificates, "CertificateSigningRequest"}, "v1", "certificatesigningrequests", false, false}, Embedded: true, Names: SegmentNames},
		{Resource: Resource{GroupKind{storage, "CSINode"}, "v1", "csinodes", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{storage, "CSIStorageCapacity"}, "v1", "csistoragecapacities", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{storage, "VolumeAttachment"}, "v1", "volumeattachments", false, false}, Embedded: true},
		{Resource: Resource{GroupKind{networking, "IPAddress"}, "v1", "ipaddresses", false, false}, Embedded: true, Names: SegmentNames, Young: true},
		{Resource: Resource{GroupKind{resources, "ResourceSlice"}, "v1", "resourceslices", false, false}, Embedded: true, Young: true},
	}
}

// rules are the kinds by which the server judges other objects.
func rules() []Kind {
	role, webhooks := fixed("roleRef"), []string{"webhooks", "clientConfig", "service"}
	return []Kind{
		{Resource: Resource{Quota, "v1", "resourcequotas", true, false}, Embedded: true, Rule: RuleQuota, Fixed: fixed("spec.scopes")},
		{Resource: Resource{LimitRange, "v1", "limitranges", true, false}, Embedded: true, Rule: RuleLimits},
		{Resource: Resource{Role, "v1", "roles", true, false}, Embedded: true, Names: SegmentNames, Rule: RuleRights},
		{Resource: Resource{ClusterRole, "v1", "clusterroles", false, false}, Embedded: true, Names: SegmentNames, Rule: RuleRights},
		{Resource: Resource{Binding, "v1", "rolebindings", true, false}, Embedded: true, Names: SegmentNames, Rule: RuleRights, Binds: true, Fixed: role},
		{Resource: Resource{ClusterBinding, "v1", "clusterrolebindings", false, false}, Embedded: true, Names: SegmentNames, Rule: RuleRights, Binds: true, Fixed: role},
		{Resource: Resource{GroupKind{admission, "ValidatingWebhookConfiguration"}, "v1", "validatingwebhookconfigurations", false, true}, Embedded: true, Rule: RuleAdmission, Calls: webhooks},
		{Resource: Resource{GroupKind{admission, "MutatingWebhookConfiguration"}, "v1", "mutatingwebhookconfigurations", false, true}, Embedded: true, Rule: RuleAdmission, Calls: webhooks},
		{Resource: Resource{GroupKind{admission, "ValidatingAdmissionPolicy"}, "v1", "validatingadmissionpolicies", false, true}, Embedded: true, Rule: RuleAdmission},
		{Resource: Resource{GroupKind{admission, "ValidatingAdmissionPolicyBinding"}, "v1", "validatingadmissionpolicybindings", false, true}, Embedded: true, Rule: RuleAdmission, Binds: true},
		{Resource: Resource{GroupKind{admission, "MutatingAdmissionPolicy"}, "v1", "mutatingadmissionpolicies", false, true}, Embedded: true, Young: true, Rule: RuleAdmission},
		{Resource: Resource{GroupKind{admission, "MutatingAdmissionPolicyBinding"}, "v1", "mutatingadmissionpolicybindings", false, true}, Embedded: true, Young: true, Rule: RuleAdmission, Binds: true},
	}
}

// others are the kinds that no block of their own makes, and the block object does.
func others() []Kind {
	return []Kind{
		{Resource: Resource{GroupKind{"", "PodTemplate"}, "v1", "podtemplates", true, false}, Embedded: true},
		{Resource: Resource{GroupKind{"", "ReplicationController"}, "v1", "replicationcontrollers", true, true}, Embedded: true, Tier: TierWorkload, Scaled: true, Unrolled: true},
		{Resource: Resource{IngressClass, "v1", "ingressclasses", false, true}, Embedded: true, Fixed: fixed("spec.controller")},
		{Resource: Resource{NetworkPolicy, "v1", "networkpolicies", true, true}, Embedded: true},
		{Resource: Resource{PriorityClass, "v1", "priorityclasses", false, false}, Embedded: true, Rule: RuleNamed, Fixed: fixed("value", "preemptionPolicy")},
		{Resource: Resource{GroupKind{storage, "CSIDriver"}, "v1", "csidrivers", false, false}, Embedded: true, Fixed: fixed("spec.attachRequired", "spec.volumeLifecycleModes")},
		{Resource: Resource{GroupKind{storage, "VolumeAttributesClass"}, "v1", "volumeattributesclasses", false, false}, Embedded: true, Young: true},
		{Resource: Resource{RuntimeClass, "v1", "runtimeclasses", false, false}, Embedded: true, Rule: RuleNamed, Fixed: fixed("handler")},
		{Resource: Resource{GroupKind{resources, "DeviceClass"}, "v1", "deviceclasses", false, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{resources, "ResourceClaim"}, "v1", "resourceclaims", true, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{resources, "ResourceClaimTemplate"}, "v1", "resourceclaimtemplates", true, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{resources, "DeviceTaintRule"}, "v1", "devicetaintrules", false, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{networking, "ServiceCIDR"}, "v1", "servicecidrs", false, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{certificates, "ClusterTrustBundle"}, "v1", "clustertrustbundles", false, false}, Embedded: true, Names: SegmentNames, Young: true},
		{Resource: Resource{GroupKind{certificates, "PodCertificateRequest"}, "v1", "podcertificaterequests", true, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{migration, "StorageVersionMigration"}, "v1", "storageversionmigrations", false, false}, Embedded: true, Young: true},
		{Resource: Resource{GroupKind{flowcontrol, "FlowSchema"}, "v1", "flowschemas", false, true}, Embedded: true},
		{Resource: Resource{GroupKind{flowcontrol, "PriorityLevelConfiguration"}, "v1", "prioritylevelconfigurations", false, true}, Embedded: true},
		{Resource: Resource{APIService, "v1", "apiservices", false, false}, Embedded: true, Names: SegmentNames, Awaited: true, Calls: []string{"spec", "service"}},
	}
}

// custom are the kinds that blocks make and that a cluster has only with their
// definitions.
func custom() []Kind {
	return []Kind{
		{Resource: Resource{HTTPRoute, "v1", "httproutes", true, true}, Custom: true, Tier: TierPolicy, Awaited: true},
	}
}
