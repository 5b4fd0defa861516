stack "shop" {}

variable "key" {
  default   = "hunter2-planted"
  sensitive = true
}

object "text" {
  manifest = "apiVersion: v1" # error: manifest must be an object
}

object "nothing" {
  manifest = {} # error: The manifest has no apiVersion. # error: The manifest has no kind.
}

object "labelled" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata = {
      labels = {
        "app.kubernetes.io/part-of"      = "other"
        "applyset.kubernetes.io/part-of" = "x" # error: wl finds the objects of a stack by the label applyset.kubernetes.io/part-of, and sets it itself. Remove it from the manifest.
      }
    }
  }
}

object "unknown-field" {
  manifest = {
    apiVersion = "networking.k8s.io/v1"
    kind       = "NetworkPolicy"
    spec       = { podSelector = {}, inress = [] } # error: Kubernetes has no field "inress" here; did you mean "ingress"?
  }
}

object "wrong-type" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = { name = 7, labels = "a" } # error: The labels of a manifest must be a map # error: The name of a manifest must be a string
  }
}

object "no-metadata" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = "quota" # error: The metadata of a manifest must be an object
  }
}

object "copied" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata = {
      uid             = "0bd2a3f4" # warning: object.copied has fields that the cluster writes: metadata.resourceVersion, metadata.uid, status. They are omitted.
      resourceVersion = "1"
      name            = "copied"
    }
    status = { hard = {} }
  }
}

object "generated" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = { generateName = "quota-" } # error: With generateName, every apply creates another object
  }
}

# The name has been made of generateName, as kubectl get prints it.
object "named" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = { generateName = "quota-", name = "quota-x7" } # warning: object.named has fields that the cluster writes: metadata.generateName. They are omitted.
  }
}

object "owned" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata = {
      ownerReferences = [{ apiVersion = "v1", kind = "Team", name = "a", uid = "1" }] # warning: object.owned has fields that the cluster writes: metadata.ownerReferences. They are omitted.
    }
  }
}

object "controlled" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata = {
      ownerReferences = [{ kind = "User", name = "b" }, { kind = "Team", name = "a", controller = true }] # warning: has fields that the cluster writes # warning: object.controlled belongs to Team a, whose controller creates, changes and deletes it: it undoes what an apply changes. Leave it out.
    }
  }
}

object "endpoints" {
  manifest = {
    apiVersion = "v1"
    kind       = "Endpoints"
    metadata = {
      name        = "web"
      annotations = { "endpoints.kubernetes.io/last-change-trigger-time" = "2026-01-01T00:00:00Z" } # warning: object.endpoints belongs to Service web
    }
  }
}

object "published" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "kube-root-ca.crt", namespace = "other" } # warning: object.published belongs to Namespace other, whose controller creates, changes and deletes it
  }
}

object "own_certificates" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "own-root-ca.crt", namespace = "other" }
  }
}

object "secret_certificates" {
  manifest = {
    apiVersion = "v1"
    kind       = "Secret"
    metadata   = { name = "kube-root-ca.crt" }
  }
}

object "encoded" {
  manifest = {
    apiVersion = "v1"
    kind       = "Secret"
    stringData = { a = "b", c = [] } # error: The values of a Secret's stringData must be strings
  }
}

object "several" {
  manifest = {
    apiVersion = "v1"
    kind       = "List"
    items      = [] # error: An object block creates one object
  }
}

object "public" {
  manifest = {
    apiVersion = "v1"
    kind       = "ResourceQuota"
    metadata   = { annotations = { key = var.key } } # error: must not be sensitive
  }
}

object "widgets" {
  manifest = {
    apiVersion = "apiextensions.k8s.io/v1"
    kind       = "CustomResourceDefinition"
    metadata   = { name = "widgets.example.com" }
    spec = {
      group = "example.com"
      names = { kind = "Widget", plural = "widgets" }
      scope = "Namespaced"
      versions = [{
        name    = "v1"
        served  = true
        storage = true
        schema = { openAPIV3Schema = { type = "object", properties = { spec = { type = "object", required = ["size"], properties = {
          size  = { type = "integer", minimum = 1 }
          shape = { type = "string", enum = ["round", "flat"] }
          any   = { type = "object", x-kubernetes-preserve-unknown-fields = true }
        } } } } }
      }]
    }
  }
}

object "small" {
  manifest = {
    apiVersion = "example.com/v1"
    kind       = "Widget"
    spec = {
      size  = 0       # error: should be greater than or equal to 1
      shape = var.key # error: should be one of [round flat]
      sise  = 1       # error: its CustomResourceDefinition has no field "sise" here; did you mean "size"?
      any   = { thing = true }
    }
  }
}

object "sizeless" {
  manifest = {
    apiVersion = "example.com/v1"
    kind       = "Widget"
    spec       = { shape = "round" } # error: is required
  }
}

object "version" {
  manifest = {
    apiVersion = "example.com/v2" # error: its CustomResourceDefinition does not serve version "v2"; it serves v1
    kind       = "Widget"
  }
}

object "same" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata   = { name = "settings" }
  }
}

config_map "settings" {} # error: object.same at

object "own-digest" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "Deployment"
    spec = {
      selector = { matchLabels = { app = "web" } }
      template = {
        metadata = {
          labels      = { app = "web" }
          annotations = { "wl/config-hash" = "1-0123456789abcdef" } # error: wl sets the annotation wl/config-hash itself
        }
        spec = { containers = [{ name = "web", image = "nginx:1.27" }] }
      }
    }
  }
}

object "never-ready" {
  manifest = { apiVersion = "example.com/v1", kind = "Widget" }
  ready {} # error: The block ready is empty.
}

object "awaited-secretly" {
  manifest = { apiVersion = "example.com/v1", kind = "Widget" }
  ready {
    condition = var.key                  # error: condition must not be sensitive
    fields    = { "status.a" = var.key } # error: fields must not be sensitive
  }
}

object "not-awaited" {
  manifest = { apiVersion = "example.com/v1", kind = "Widget" }
  ready { condition = "Available" } # error: lifecycle has wait = false
  lifecycle { wait = false }
}

object "no-fields" {
  manifest = { apiVersion = "example.com/v1", kind = "Widget" }
  ready { fields = ["status.phase"] } # error: fields must be a map of Kubernetes paths
}

object "no-path" {
  manifest = { apiVersion = "example.com/v1", kind = "Widget" }
  ready { fields = { "status..phase" = "Ready", "status.phase" = {} } } # error: "status..phase" in fields must be the path # error: The value of "status.phase" in fields must be a string
}
