# What wl itself goes by, and the names of parts, are shown: nothing sensitive can be that.
variable "key" {
  sensitive = true
  default   = "hunter2"
}
variable "map" {
  sensitive = true
  default   = { hunter2 = "x" }
}
variable "number" {
  sensitive = true
  default   = 48151
}

stack "s" {
  namespace           = var.key # error: namespace must not be sensitive
  log_collector_image = var.key # error: log_collector_image must not be sensitive
  drift {
    managers = [var.key] # error: managers must not be sensitive
  }
  state {
    namespace = "a-${var.key}" # error: namespace must not be sensitive
    keep      = var.number     # error: keep must not be sensitive
  }
}

cluster "a" {
  context    = var.key               # error: context must not be sensitive
  kubeconfig = "clusters/${var.key}" # error: kubeconfig must not be sensitive
  labels     = { x = var.key }       # error: labels must not be sensitive
}
cluster "b" {
  for_each = { k = var.key }
  labels   = { x = each.value } # error: labels must not be sensitive
}

rollout {
  wave "all" {
    clusters = [cluster.a, cluster.b]
    soak     = "1m"
    analysis "errors" {
      prometheus = { address = "http://${var.key}", query = "a${var.key}" } # error: query must not be sensitive
      interval   = "1m"
      count      = 2
      success    = result < 1
    }
  }
}

workload "web-01" {
  kind = "Deployment"
  container "main" {
    image = "a:1"
    dynamic "port" {
      for_each = [var.key]
      labels   = [port.value] # error: label must not be sensitive
      content {
        container_port = 80
      }
    }
    environment {
      dynamic "config_map_key" {
        for_each = { a = var.key }
        labels   = ["k-${config_map_key.value}"] # error: label must not be sensitive
        content {
          config_map = "q"
          key        = "k"
        }
      }
    }
    gpu = { mig = { profile = var.key, count = 1 } } # error: profile must not be sensitive
  }
}

object "keys" {
  manifest = {
    apiVersion = "v1", kind = "ConfigMap", metadata = { name = "keys" }
    data       = { (var.key) = "x" } # error: including the names of its fields
  }
}
object "nested" {
  manifest = {
    apiVersion = "example.com/v1", kind = "Nested", metadata = { name = "nested" }
    spec       = { deep = [var.map] } # error: including the names of its fields
  }
}
object "items" {
  manifest = {
    apiVersion = "v1", kind = "Pod", metadata = { name = "items" }
    spec = {
      imagePullSecrets = [{ name = var.key }] # error: the key of a list's items
      containers = [{
        name  = "main", image = var.key, args = [var.key]
        ports = [{ containerPort = var.number, protocol = "TCP" }] # error: the key of a list's items
        env   = [{ name = "A", value = var.key }]
      }]
    }
  }
}
object "members" {
  manifest = {
    apiVersion = "v1", kind = "Node", metadata = { name = "members" }
    spec       = { podCIDRs = [var.key] } # error: the key of a list's items
  }
}

# The values of a Secret are hidden one by one: their names are not.
object "secret" {
  manifest = { apiVersion = "v1", kind = "Secret", metadata = { name = "creds" }, stringData = var.map }
}
