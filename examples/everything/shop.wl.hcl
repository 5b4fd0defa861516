# A Deployment with every section of a container.
workload "shop" {
  # Basic information
  kind               = "Deployment"
  description        = "Serves the shop and its documentation."
  image_pull_secrets = ["registry"]
  service_account    = "default"

  # Container configuration: init containers run first, one that restarts stays beside the others.
  init_container "prepare" {
    image  = "busybox:1.37"
    cpu    = { request = "10m", limit = "100m" }
    memory = { request = "16Mi", limit = "32Mi" }

    lifecycle {
      start {
        command = ["sh", "-c", "cp /config/nginx.conf /run/shop/"]
      }
    }
    storage {
      mount "/config" {
        volume = "config"
      }
      mount "/run/shop" {
        volume = "work"
      }
    }
  }

  init_container "metrics" {
    image          = "nginx/nginx-prometheus-exporter:1.3"
    restart_policy = "Always"
    cpu            = { limit = "100m" }
    memory         = { limit = "32Mi" }

    port "metrics" {
      container_port = 9113
    }
  }

  container "nginx" {
    image       = "nginx:${var.versions.web}"
    pull_policy = "IfNotPresent"
    privileged  = false
    cpu         = { request = "250m", limit = "500m" }
    memory      = { request = "128Mi", limit = "256Mi" }

    dynamic "port" {
      for_each = local.sites
      labels   = [port.key]
      content {
        container_port = port.value
        protocol       = "TCP"
      }
    }

    lifecycle {
      start {
        command = ["nginx"]
        args    = ["-c", "/run/shop/nginx.conf", "-g", "daemon off;"]
      }
      post_start {
        exec = ["sh", "-c", "echo started > /run/shop/started"]
      }
      pre_stop {
        http_get = { path = "/drain", port = "shop" }
      }
    }

    health_check {
      startup {
        tcp_socket        = { port = "shop" }
        failure_threshold = 30
        period_seconds    = 2
      }
      liveness {
        http_get              = { path = "/healthz", port = "shop", scheme = "HTTP", headers = { Host = "shop.example.com" } }
        initial_delay_seconds = 5
        timeout_seconds       = 2
      }
      readiness {
        exec              = ["test", "-f", "/run/shop/started"]
        success_threshold = 2
      }
    }

    # The seven ways to set the environment.
    environment {
      variables = {
        LOG_LEVEL = "info"
        TEAM      = local.team
      }
      resource "MEMORY_LIMIT" {
        resource = "limits.memory"
        divisor  = "1Mi"
      }
      field "POD_NAME" {
        path = "metadata.name"
      }
      config_map_key "WORKERS" {
        config_map = config_map.settings.name
        key        = "workers"
      }
      secret_key "TOKEN" {
        secret = secret.gateway.name
        key    = "token"
      }
      import_config_map "settings" {
        prefix   = "CFG_"
        optional = true
      }
      import_secret "gateway" {
        prefix = "GATEWAY_"
      }
    }

    storage {
      mount "/run/shop" {
        volume = "work"
      }
      mount "/etc/gateway" {
        volume    = "gateway"
        read_only = true
      }
      mount "/shared" {
        volume   = "shared"
        sub_path = "web"
      }
    }

    security {
      run_as_user                = 101
      run_as_group               = 101
      run_as_non_root            = true
      read_only_root_filesystem  = true
      allow_privilege_escalation = false
      capabilities               = { drop = ["ALL"], add = ["NET_BIND_SERVICE"] }
      seccomp_profile            = { type = "RuntimeDefault" }
    }

    # Files are collected by a container beside this one.
    log {
      stdout = true
      file "/var/log/nginx/access.log" {}
    }
  }

  volume "config" {
    config_map = { name = config_map.settings.name, items = { "nginx.conf" = "nginx.conf" } }
  }
  volume "gateway" {
    secret = { name = secret.gateway.name, default_mode = "0440" }
  }
  volume "work" {
    empty_dir = { medium = "Memory", size_limit = "16Mi" }
  }
  volume "shared" {
    persistent_volume_claim = { claim_name = volume_claim.shared.name }
  }

  # Service configuration
  service "shop" {
    type             = "ClusterIP"
    session_affinity = "ClientIP"

    port "shop" {
      port        = 80
      target_port = "shop"
    }
    port "docs" {
      port        = 8081
      target_port = "docs"
    }
  }

  service "edge" {
    name                    = "shop-edge"
    type                    = "LoadBalancer"
    external_traffic_policy = "Local"
    annotations             = { "example.com/owner" = local.team }

    load_balancer {
      type         = "metallb"
      address_pool = "edge"
    }
    session_affinity {
      timeout_seconds = 60
    }
    port "shop" {
      port        = 80
      target_port = "shop"
    }
  }

  # Advanced configuration
  advanced {
    upgrade {
      strategy                         = "RollingUpdate"
      max_unavailable                  = 0
      max_surge                        = "25%"
      revision_history_limit           = 10
      min_ready_seconds                = 5
      progress_deadline_seconds        = 600
      termination_grace_period_seconds = 30
    }
    autoscale {
      min_replicas    = 2
      max_replicas    = 6
      cpu_utilization = 80
    }
    disruption_budget {
      max_unavailable = 1
    }
    scheduling {
      toleration_seconds = 300
      node_selector      = { "kubernetes.io/os" = "linux" }

      toleration {
        key      = "dedicated"
        operator = "Equal"
        value    = "web"
        effect   = "NoSchedule"
      }
      node_affinity {
        required {
          match "kubernetes.io/arch" {
            operator = "In"
            values   = ["amd64", "arm64"]
          }
        }
        prefer {
          weight = 50
          match "disk" {
            operator = "Exists"
          }
        }
      }
      workload_affinity {
        prefer {
          weight       = 10
          topology_key = "topology.kubernetes.io/zone"
          match "app.kubernetes.io/name" {
            operator = "In"
            values   = ["store"]
          }
        }
      }
      workload_anti_affinity {
        prefer {
          weight       = 100
          topology_key = "kubernetes.io/hostname"
          match "app.kubernetes.io/name" {
            operator = "In"
            values   = ["shop"]
          }
        }
      }
      topology_spread {
        topology_key       = "kubernetes.io/hostname"
        max_skew           = 1
        when_unsatisfiable = "ScheduleAnyway"
      }
    }
    metadata {
      labels          = { team = local.team }
      annotations     = { "example.com/contact" = "web@example.com" }
      pod_labels      = { tier = "front" }
      pod_annotations = { "prometheus.io/scrape" = "true" }
    }
    dns {
      policy      = "None"
      nameservers = ["10.96.0.10"]
      searches    = ["everything.svc.cluster.local", "svc.cluster.local"]
      options     = { ndots = "2" }

      host_alias "10.0.0.7" {
        hostnames = ["legacy.example.com"]
      }
    }
    security {
      fs_group               = 101
      fs_group_change_policy = "OnRootMismatch"
      supplemental_groups    = [2000]
    }
  }
}
