config_map "conf" {
  data = { "nginx.conf" = "events {}" }
}

workload "web-shop" {
  kind = "StatefulSet"

  container "nginx" {
    image  = "nginx:1.28"
    cpu    = { request = "100m", limit = "500m" }
    memory = { request = "64Mi", limit = "256Mi" }

    storage {
      mount "/etc/nginx" {
        volume    = "conf"
        read_only = true
      }
      mount "/data" {
        volume = "data"
      }
      mount "/tmp" {
        volume = "scratch"
      }
    }
  }

  volume "conf" {
    config_map = { name = config_map.conf.name, default_mode = "0440" }
  }
  volume "data" {
    claim_template {
      size          = "10Gi"
      storage_class = "standard"
    }
  }
  volume "scratch" {
    empty_dir = { medium = "Memory", size_limit = "64Mi" }
  }

  service "web-pods" {
    headless = true
    port "http" {
      port = 80
    }
  }
}
