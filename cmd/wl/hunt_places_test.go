package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func huntedShapes() map[string]string {
	return map[string]string{
		"short": "zq7", "two": "~q", "sign": "$!", "word": "hunter2", "number": "4815162342", "quotes": `hun"ter's\2`, "markup": "HUNT<ER>&2",
		"control": "hun\tter\u00012", "lines": "first-zq line\nsecond-zq line", "url": "h%nt?r #2/+@", "long": strings.Repeat("zqx-", 300),
	}
}

// huntPlaces are where the value NAME of each shape is planted.
var huntPlaces = map[string]string{
	"a variable":   "variable \"NAME\" {\n  type      = string\n  sensitive = true\n}\n",
	"a local":      "locals {\n  NAME = sensitive(LITERAL)\n}\n",
	"a secret":     "secret \"s-NAME\" {\n  data = { literal = LITERAL, value = var.NAME, part = \"a ${local.NAME} b\" }\n}\n",
	"a config map": "config_map \"c-NAME\" {\n  data = { value = var.NAME, part = \"a ${local.NAME} b\" }\n}\n",
	"a manifest":   "object \"m-NAME\" {\n  manifest = { apiVersion = \"v1\", kind = \"Secret\", metadata = { name = \"m-NAME\", namespace = NAMESPACE }, data = { k = base64encode(var.NAME) } }\n}\n",
	"a module":     "module \"NAME\" {\n  source = \"./m\"\n  name   = \"NAME\"\n  value  = LITERAL\n}\n",
	"an output":    "output \"NAME\" {\n  value     = [var.NAME, module.NAME.value]\n  sensitive = true\n}\n",
	"a rule":       "check \"NAME\" {\n  assert {\n    condition     = var.NAME == \"\"\n    error_message = \"It is ${var.NAME}.\"\n  }\n}\n",
	"a workload":   "workload \"w-NAME\" {\n  kind     = \"Deployment\"\n  replicas = 1\n  container \"main\" {\n    image = \"nginx:1.27\"\n    environment {\n      variables = { LITERAL = sensitive(LITERAL), VALUE = var.NAME, PART = \"a ${local.NAME} b\" }\n      import_secret \"s-NAME\" {}\n    }\n  }\n}\n",
}

const (
	huntModule = "variable \"name\" {}\nvariable \"value\" {\n  sensitive = true\n}\nconfig_map \"m\" {\n  name = \"in-${var.name}\"\n  data = { value = var.value }\n}\noutput \"value\" {\n  value     = var.value\n  sensitive = true\n}\n"
	huntPod    = "object \"pod\" {\n  manifest = { apiVersion = \"v1\", kind = \"Pod\", metadata = { name = \"probe\", namespace = NAMESPACE }, spec = { containers = [{ name = \"main\", image = \"nginx:1.27\", env = [for n, v in local.all : { name = n, value = v }] }] } }\n}\n"
	huntBudget = "object \"b-NAME\" {\n  manifest = { apiVersion = \"policy/v1\", kind = \"PodDisruptionBudget\", metadata = { name = \"b-NAME\", namespace = NAMESPACE }, spec = { minAvailable = \"x${var.NAME}\", selector = { matchLabels = { a = \"b\" } } } }\n}\n" +
		"object \"p-NAME\" {\n  manifest = { apiVersion = \"v1\", kind = \"Service\", metadata = { name = \"p-NAME\", namespace = NAMESPACE }, spec = { ports = [{ port = 80, name = \"x${var.NAME}\" }] } }\n}\n"
	huntBroken = "workload \"broken\" {\n  kind     = \"Deployment\"\n  replicas = 1\n  container \"main\" {\n    image = \"registry.example/${var.word}:1\"\n  }\n  advanced {\n    metadata {\n      pod_annotations = { \"wl-devcluster/behaviour\" = \"image-pull-failure\" }\n    }\n  }\n}\n"
	huntErrors = "locals {\n  bad-NAME = [tonumber(var.NAME), { for t in [local.NAME, local.NAME] : t => 1 }, regex(\"(${var.NAME}\", \"a\"), sensitive(LITERAL) + 1]\n}\n" +
		"workload \"bad-NAME\" {\n  kind     = var.NAME\n  replicas = var.NAME\n  container \"main\" {\n    image       = var.NAME\n    pull_policy = var.NAME\n    cpu         = { request = var.NAME }\n  }\n}\n"
)

// hunt looks for every value that there ever was in a text.
func (h *hunter) hunt(where, text string) {
	h.Helper()
	for v := range h.planted {
		for _, part := range append(strings.Split(v, "\n"), v) {
			for _, form := range huntedForms(part) {
				if i := strings.Index(text, form); i >= 0 {
					h.Errorf("%s shows %.60q: …%s…", where, form, text[max(0, i-300):min(len(text), i+len(form)+100)])
					return
				}
			}
		}
	}
}

func huntedForms(v string) []string {
	inJSON, _ := json.Marshal(v)
	twice, _ := json.Marshal(string(inJSON))
	inner := strings.Trim(string(inJSON), `"`)
	forms := []string{v, inner, strings.Trim(string(twice), `"\`), strings.Trim(strconv.Quote(v), `"`), strings.Trim(strconv.QuoteToASCII(v), `"`), url.QueryEscape(v), url.PathEscape(v)}
	if len(v) > 3 {
		forms = append(forms, base64.RawStdEncoding.EncodeToString([]byte(v)))
	}
	return forms
}

// huntState looks into every Secret of the state, unpacked.
func (h *hunter) huntState() {
	h.Helper()
	secrets, err := h.resource("", "secrets").
		List(context.Background(), metav1.ListOptions{FieldSelector: "type=wl/state"})
	if err != nil || len(secrets.Items) == 0 {
		h.Fatal("there is no state: ", err)
	}
	for _, s := range secrets.Items {
		data, _ := s.Object["data"].(map[string]any)
		for key, encoded := range data {
			raw, _ := base64.StdEncoding.DecodeString(fmt.Sprint(encoded))
			if z, err := gzip.NewReader(bytes.NewReader(raw)); err == nil {
				raw, _ = io.ReadAll(z)
			}
			h.texts++
			h.hunt("the Secret "+s.GetName()+", "+key, string(raw))
			if strings.Contains(string(raw), `"desired":"`) && !strings.Contains(string(raw), `"desired":"hmac-sha256:`) {
				h.Errorf("The Secret %s has digests without a key", s.GetName())
			}
		}
	}
}
