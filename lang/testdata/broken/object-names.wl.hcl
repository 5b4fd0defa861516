stack "shop" {}

object "metadata" {
  manifest = {
    apiVersion = "v1"
    kind       = "ConfigMap"
    metadata = {
      name      = "BAD_NAME" # error: metadata.name: it must have 1 to 253 characters of a-z, 0-9, - and .
      namespace = "BadNS"    # error: metadata.namespace: it must have 1 to 63 characters of a-z, 0-9 and -
      labels = {
        "a b" = "x y!" # error: metadata.labels["a b"]: its key must be a label key # error: metadata.labels["a b"]: it must be a label value
        "c"   = "x"
        "d"   = "-"    # error: metadata.labels.d: it must be a label value
      }
      annotations = {
        "bad key!"      = "x" # error: metadata.annotations["bad key!"]: its key must be an annotation key
        "example.com/A" = "any text!"
      }
    }
    data       = { "bad key/" = "x", "good.Key_1" = "y" } # error: data["bad key/"]: its key must be a key: up to 253 letters, digits, -, _ and .; this is "bad key/".
    binaryData = { ".." = "AAEC" }                        # error: binaryData[".."]: its key must be a key
  }
}

object "Unnamed" {
  manifest = { # error: metadata.name: it must have 1 to 253 characters
    apiVersion = "v1"
    kind       = "Secret"
    stringData = { "a/b" = "x" } # error: data["a/b"]: its key must be a key
  }
}

object "namespace" {
  manifest = { apiVersion = "v1", kind = "Namespace", metadata = { name = "a.b" } } # error: metadata.name: it must have 1 to 63 characters
}

object "service" {
  manifest = { apiVersion = "v1", kind = "Service", metadata = { name = "a.b" }, spec = { clusterIP = "None" } } # error: metadata.name: it must have 1 to 63 characters
}

object "role" {
  manifest = { apiVersion = "rbac.authorization.k8s.io/v1", kind = "Role", metadata = { name = "system:Reader_1" } }
}

object "rolewithslash" {
  manifest = { apiVersion = "rbac.authorization.k8s.io/v1", kind = "Role", metadata = { name = "a/b" } } # error: metadata.name: it must not be empty
}

object "pods" {
  manifest = {
    apiVersion = "apps/v1"
    kind       = "DaemonSet"
    metadata   = { name = "a.b" }
    spec = {
      selector = { matchLabels = { app = "web" } }
      template = {
        metadata = {
          labels = { app = "web", "a b" = "c" } # error: spec.template.metadata.labels["a b"]: its key must be a label key
        }
        spec = { containers = [{ name = "web", image = "web:1.0" }] }
      }
    }
  }
}

object "thirty-characters-of-a-name-and-thirty-more-characters" {
  manifest = { # error: metadata.name: the name of a CronJob has at most 52 characters; this has 54.
    apiVersion = "batch/v1"
    kind       = "CronJob"
    spec = {
      schedule    = "@daily"
      jobTemplate = { spec = { template = { spec = { restartPolicy = "Never", containers = [{ name = "a", image = "a:1" }] } } } }
    }
  }
}
