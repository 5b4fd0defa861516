package check

import (
	"encoding/json"
	"maps"
	"slices"

	corev1 "k8s.io/api/core/v1"

	"github.com/workloadlang/wl/internal/message"
	"github.com/workloadlang/wl/lang/internal/blocks"
)

// secret is a Secret being checked.
type secret struct {
	*report
	blocks.Secret
	failed bool
}

// check holds a Secret to what the server wants of its type; one that is adopted may have
// that already. Nothing that is in it is said.
func (s secret) check() {
	s.encoded()
	if s.failed || s.Lifecycle().Adopt().Value() {
		return
	}
	switch corev1.SecretType(s.Type().Value()) {
	case corev1.SecretTypeTLS:
		s.has(corev1.TLSCertKey)
		s.has(corev1.TLSPrivateKeyKey)
	case corev1.SecretTypeBasicAuth:
		if data := s.Data().Value(); data[corev1.BasicAuthUsernameKey] == nil && data[corev1.BasicAuthPasswordKey] == nil {
			s.lacks(corev1.BasicAuthUsernameKey, message.New(" or %q", corev1.BasicAuthPasswordKey))
		}
	case corev1.SecretTypeSSHAuth:
		if key := corev1.SSHAuthPrivateKey; s.has(key) && s.text(key) == "" {
			s.fail(s.Data().ElementRange(key), "Invalid value", "%q of a Secret of the type %s must not be empty. Give it a value.", key, shown(s.Type()))
		}
	case corev1.SecretTypeDockerConfigJson:
		s.hasJSON(corev1.DockerConfigJsonKey)
	case corev1.SecretTypeDockercfg:
		s.hasJSON(corev1.DockerConfigKey)
	case corev1.SecretTypeServiceAccountToken:
		if account, _ := s.Annotations().Value()[corev1.ServiceAccountNameKey].(string); account == "" {
			s.fail(s.Type().Range(), "Missing annotation", "%s is of the type %s, so it needs the annotation %q with the account's name. Add it to annotations, or change the type.", s.Title(), shown(s.Type()), corev1.ServiceAccountNameKey)
		}
	}
}

// encoded warns of values that are encoded although the data is plain text.
func (s secret) encoded() {
	data := s.Data()
	for _, key := range slices.Sorted(maps.Keys(data.Value())) {
		if function := data.Attribute().CallOf(key); function == "base64encode" || function == "filebase64" || function == "textencodebase64" {
			s.warn(data.ElementRange(key), "Encoded twice", "data is plain text, which wl encodes: what reads %q of %s gets the base64 that %s makes. Remove the call, unless that is wanted.", key, s.Title(), function)
		}
	}
}

// has reports whether there is a key that the type needs.
func (s secret) has(key string) bool {
	if s.Data().Value()[key] == nil {
		s.lacks(key, message.Text{})
		return false
	}
	return true
}

func (s secret) lacks(key string, or message.Text) {
	s.fail(s.Type().Range(), "Missing key", "%s is of the type %s, so its data needs the key %q%s. Add it, or change the type.", s.Title(), shown(s.Type()), key, or)
}

func (s secret) hasJSON(key string) {
	var object map[string]any
	if s.has(key) && json.Unmarshal([]byte(s.text(key)), &object) != nil {
		s.fail(s.Data().ElementRange(key), "Invalid value", "%q of a Secret of the type %s must be a JSON object. Write jsonencode({ … }), for example.", key, shown(s.Type()))
	}
}

func (s secret) text(key string) string {
	text, _ := s.Data().Value()[key].(string)
	return text
}
