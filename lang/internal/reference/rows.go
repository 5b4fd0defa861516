package main

import (
	"strings"

	"github.com/workloadlang/wl/lang/explain"
	"github.com/workloadlang/wl/lang/schema"
)

// rows writes arguments as a table; empty where there are none.
func (w *writer) rows(attributes []*schema.Attribute, b *schema.Block, path string) string {
	if len(attributes) == 0 {
		return ""
	}
	var t strings.Builder
	t.WriteString(w.say("| argument | type | default | meaning, and the Kubernetes field |", "| 参数 | 类型 | 默认值 | 说明与 Kubernetes 字段 |"))
	t.WriteString("\n|---|---|---|---|")
	for _, a := range attributes {
		page := w.page(path, a)
		meaning := w.say(a.English, a.Chinese) + limitsText(w, page.Limits)
		if len(page.Kinds) > 0 && b != nil && a.Kinds != b.Kinds {
			meaning += w.say(" Of ", "适用于 ") + strings.Join(page.Kinds, w.say(", ", "、")) + w.say(".", "。")
		}
		t.WriteString("\n| `" + a.Name + "` | " + cell(page.TypeName) + " | " + w.unset(page) + " | " + cell(meaning) + kubernetes(page) + " |")
	}
	return t.String()
}

// page explains an argument; of those that are in no block of the table, as
// far as they say it themselves.
func (w *writer) page(path string, a *schema.Attribute) *explain.Page {
	if page, err := explain.Find(path+"."+a.Name, w.language, false); path != "" && err == nil && page.Path == path+"."+a.Name && page.Form == explain.Argument {
		return page
	}
	return &explain.Page{Row: explain.Row{TypeName: a.Type.Constraint(), Required: a.Required}}
}

// unset returns what holds where an argument is not written.
func (w *writer) unset(p *explain.Page) string {
	if p.Required {
		return w.say("required", "必填")
	}
	var texts []string
	for _, d := range p.Defaults {
		text := "`" + d.Value + "`"
		if len(d.Kinds) > 0 {
			text += " (" + strings.Join(d.Kinds, ", ") + ")"
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "<br>")
}

// kubernetes names the fields that an argument becomes, each on its own line. Those of a CronJob are
// the same, below its template, and are left out.
func kubernetes(p *explain.Page) string {
	var texts []string
	for i, f := range p.Kubernetes {
		if i > 0 && strings.HasPrefix(f.Value, "spec.jobTemplate.") {
			continue
		}
		text := "`" + f.Value + "`"
		if len(texts) > 0 || len(p.Kubernetes) > i+1 && !strings.HasPrefix(p.Kubernetes[i+1].Value, "spec.jobTemplate.") {
			text += " (" + strings.Join(f.Kinds, ", ") + ")"
		}
		texts = append(texts, "<br>"+text)
	}
	return strings.Join(texts, "")
}

// limitsText returns what a value is held to.
func limitsText(w *writer, limits []explain.Limit) string {
	var text string
	for _, l := range limits {
		lead := map[explain.Of]string{
			explain.TheValue: w.say(" Must ", "须"), explain.Elements: w.say(" Each must ", "每个元素须"),
			explain.TheKeys: w.say(" Each key must ", "每个键须"), explain.TheSize: w.say(" The number of elements must ", "元素个数须"),
		}[l.Of]
		text += lead + l.Rule
		if l.Documented {
			text += w.say(" (documented)", "（文档规定）")
		}
		text += w.say(".", "。")
	}
	return text
}

// cell keeps text within a cell, and from being taken for HTML.
func cell(text string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", "*", `\*`).Replace(text)
}
