package table

import "github.com/workloadlang/wl/lang/schema"

// What the blocks of one plain object have alike.

// objectRows are those of a block at the top whose objects have a namespace.
func objectRows(english, chinese string) []row {
	return namedObjectRows(english, chinese, objectName())
}

// namedObjectRows are those of one whose names keep to another rule.
func namedObjectRows(english, chinese string, name schema.Limit) []row {
	return append(clusterObjectRows(english, chinese, name),
		attr("namespace", String, "metadata.namespace", "Its namespace; the stack's where unset.", "所在的命名空间；未设置时与栈相同。", public, limited(dnsLabel())))
}

// clusterObjectRows are those of a block at the top whose objects belong to the
// cluster.
func clusterObjectRows(english, chinese string, name schema.Limit) []row {
	return []row{
		label(attr("label", String, "", "The "+english+"'s name unless name is set.", chinese+"的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The "+english+"'s name; the label where unset.", chinese+"的名称；未设置时取块标签。", public, limited(name)),
		clusters(), objectLifecycle(), objectLabels(), objectAnnotations(), raw(),
	}
}

// besideRows are those of a block within a workload of which there may be several.
func besideRows(english, chinese string, name schema.Limit) []row {
	return []row{
		blockOption(nested),
		label(attr("label", String, "", "The "+english+"'s name unless name is set.", chinese+"的名称，设置了 name 时除外。")),
		attr("name", String, "metadata.name", "The "+english+"'s name; the label where unset.", chinese+"的名称；未设置时取块标签。", public, limited(name)),
		besideLifecycle(), objectLabels(), objectAnnotations(), raw(),
	}
}

func objectLabels() *schema.Attribute {
	return attr("labels", StringMap, "metadata.labels", "Labels.", "标签。", public, keys(labelKey(), notOwn()), limited(labelValue()))
}

func objectAnnotations() *schema.Attribute {
	return attr("annotations", StringMap, "metadata.annotations", "Annotations.", "注解。", public, keys(annotationKey(), notOwn()))
}
