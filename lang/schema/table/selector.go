package table

import "github.com/workloadlang/wl/lang/schema"

// selectorRows are what a selector of objects by their labels says.
func selectorRows(kind, kindChinese string) []row {
	return []row{
		typed("LabelSelector"), compiledBy(CompilePresent),
		matchLabels("", "Labels that a "+kind+" must have.", kindChinese+"须具有的标签。"),
		match("matchExpressions", labelOperators()),
	}
}

func labelOperators() schema.Limit { return oneOf("In", "NotIn", "Exists", "DoesNotExist") }

// match is one condition of a selector; all of a selector must hold.
func match(path string, operators schema.Limit) *schema.Block {
	return many("match", path, "A condition on a label; all in a block must hold.", "标签条件；同一块中的条件须全部满足。", blockOption(sameLabels),
		label(attr("key", String, "key", "The label's key.", "标签键。", limited(labelKey()))),
		attr("operator", String, "operator", "How it is compared.", "操作符。", byDefault("In"), limited(operators)),
		attr("values", StringList, "values", "The values it is compared with.", "标签值。", limited(labelValue())))
}

// matchLabels are the conditions that labels equal.
func matchLabels(selector, english, chinese string) *schema.Attribute {
	if selector != "" {
		selector += "."
	}
	return attr("match_labels", StringMap, selector+"matchLabels", english, chinese, keys(labelKey()), limited(labelValue()))
}

// labelSelector is a selector of a block of its own. Its labels show: they become
// those of Pods, or are compared with theirs.
func labelSelector(name, path, english, chinese, of, ofChinese string, rows ...row) *schema.Block {
	b := single(name, path, english, chinese, append(selectorRows(of, ofChinese), rows...)...)
	b.Attributes[0].Public = true
	return b
}

// ownSelector is what a workload selects its Pods by, where that is not wl's choice.
func ownSelector() *schema.Block {
	return labelSelector("selector", "spec.selector",
		"Selector of the Pods, instead of the labels that wl selects them by. It is immutable. The Pods get its labels; a Job also needs manual_selector.",
		"Pod 的标签选择器，取代 wl 所用的标签，之后不可更改。其中的标签会加到 Pod 上；任务还需设置 manual_selector。", "Pod", " Pod ", only(longRunning|schema.Job))
}
