stack "shop" {}

workload "front" { # warning: Dependency cycle: workload.front needs workload.back needs workload.front, partly by depends_on
  kind       = "Deployment"
  depends_on = [workload.back]
  container "main" {
    image = "nginx:1.27"
  }
}

workload "back" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    environment {
      variables = { FRONT = workload.front.name }
    }
  }
}

config_map "read" { # warning: Dependency cycle: config_map.read needs config_map.between needs workload.reads needs config_map.read,
  data       = {}
  depends_on = [config_map.between]
}

config_map "between" {
  data       = {}
  depends_on = [workload.reads]
}

workload "reads" {
  kind = "Deployment"
  container "main" {
    image = "nginx:1.27"
    storage {
      mount "/read" {
        volume = "read"
      }
    }
  }
  volume "read" {
    config_map = { name = "read" }
  }
}

config_map "first" {
  data       = {}
  depends_on = [config_map.named]
}

config_map "named" {
  data = { first = config_map.first.name }
}
